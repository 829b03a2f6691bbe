package import RollcallCore

/// The instance that a connection goes to.
package struct Upstream: Sendable, Hashable {
    package let instance: InstanceID
    package let address: Address
    package let port: UInt16
    /// Whatever the picker wants to know its choice by when it is reported on; the proxy only hands it back.
    package let ticket: UInt64

    package init(instance: InstanceID, address: Address, port: UInt16, ticket: UInt64 = 0) {
        self.instance = instance
        self.address = address
        self.port = port
        self.ticket = ticket
    }
}
