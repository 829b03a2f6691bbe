/// What one instance may look like. Values outside are refused at the door; the OpenAPI document states the same.
package enum InstanceLimits {
    package static let idLengthMax = 64
    package static let nameLengthMax = 63
    package static let addressLengthMax = 253
    package static let zoneLengthMax = 64
    package static let tagCountMax = 32
    package static let tagLengthMax = 64
    package static let metadataPairCountMax = 64
    package static let metadataKeyBytesMax = 64
    package static let metadataValueBytesMax = 512
    package static let weights = 0...10_000
    package static let priorities = 0...1_000
    package static let checkCountMax = 16
    package static let ttlMilliseconds = Int64(100)...86_400_000
    package static let evictAfterMilliseconds = Int64(0)...2_592_000_000
    package static let checkIntervalMilliseconds = Int64(1_000)...86_400_000
    package static let checkTimeoutMilliseconds = Int64(10)...60_000
    package static let checkInitialDelayMilliseconds = Int64(0)...3_600_000
    package static let checkThresholds = 1...100
    package static let checkHeaderCountMax = 16
    package static let checkPathBytesMax = 1_024
    package static let checkBodyTextBytesMax = 256
}
