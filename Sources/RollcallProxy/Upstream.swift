package import RollcallCore

/// The instance that a connection goes to.
package struct Upstream: Sendable, Hashable {
    package let instance: InstanceID
    package let address: Address
    package let port: UInt16
    /// Whatever the picker wants to know its choice by when it is reported on; the proxy only hands it back.
    package let ticket: UInt64
    /// Whether the picker lets this one connection out to see how the instance is.
    package let isTrial: Bool

    package init(instance: InstanceID, address: Address, port: UInt16, ticket: UInt64 = 0, isTrial: Bool = false) {
        self.instance = instance
        self.address = address
        self.port = port
        self.ticket = ticket
        self.isTrial = isTrial
    }
}
