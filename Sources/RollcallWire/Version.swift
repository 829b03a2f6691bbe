/// The version of the daemon, its client and the command line: they are one binary.
package enum RollcallVersion {
    package static let current = "0.1.0"
}
