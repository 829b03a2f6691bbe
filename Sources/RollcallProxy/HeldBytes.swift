import NIOCore

/// The client's bytes that may have to be sent to another instance.
///
/// Nothing is copied: the buffers are those that were read, kept until it is certain that the instance has them.
struct HeldBytes {
    /// The smallest send buffer a system gives is larger, so that a first write of this size is taken whole or not at
    /// all, and one that fails has given nothing away.
    static let firstWriteByteCountMax = 16 * 1_024

    private(set) var buffers: [ByteBuffer] = []
    private(set) var byteCount = 0

    mutating func append(_ buffer: ByteBuffer) {
        buffers.append(buffer)
        byteCount += buffer.readableBytes
    }

    mutating func release() {
        buffers.removeAll(keepingCapacity: false)
        byteCount = 0
    }
}
