public import Logging
public import RollcallCore
public import ServiceLifecycle

/// All that a service needs that both serves and calls: it registers itself and stays registered, finds others, spreads
/// its calls over them, spares those that fail and fails over. One line in a `ServiceGroup`.
///
/// What it ties together can be used by itself: `Provider`, `CachedDiscovery` and `ServiceCaller`.
public final class ServiceDiscoveryManager: Service {
    /// The settings of the parts.
    public struct Settings: Sendable {
        /// How this service provides.
        public var provider = Provider.Settings()
        /// How it calls others.
        public var caller = ServiceCaller.Settings()

        /// The defaults.
        public init() {}
    }

    /// Where everybody registers.
    public let registry: any ServiceRegistry
    /// This service's own registration, kept alive; nil for one that only calls.
    public let provider: Provider?
    /// Calls other services.
    public let caller: ServiceCaller

    /// Ties the parts together over `registry`; does nothing until it runs, but for answering those who ask.
    ///
    /// - Parameter registration: Of this service; nil for one that only calls.
    public init(
        _ registry: any ServiceRegistry, providing registration: Registration? = nil, settings: Settings = Settings(),
        logger: Logger = Logger(label: "rollcall")
    ) {
        self.registry = registry
        provider = registration.map { Provider($0, at: registry, settings: settings.provider, logger: logger) }
        caller = ServiceCaller(registry, settings: settings.caller)
    }

    /// What is known of other services.
    public var discovery: any ServiceDiscovery { caller.discovery }

    /// Calls an instance of `service`, and another one when the call fails and may be repeated. See
    /// `ServiceCaller/withInstance(_:options:isFailure:_:)`.
    public func withInstance<Result: Sendable>(
        _ service: String, options: CallOptions = CallOptions(),
        isFailure: @Sendable (Result) -> Bool = { _ in false },
        _ body: @escaping @Sendable (ServiceInstance) async throws -> Result
    ) async throws -> Result {
        try await caller.withInstance(service, options: options, isFailure: isFailure, body)
    }

    /// Says that this service, registered as STARTING, takes traffic from now on.
    ///
    /// - Throws: `RegistryError` when the registry cannot be told.
    public func ready() async throws(RegistryError) {
        guard let provider else { return }
        _ = try await registry.move(provider.registration.id, .ready, reason: nil)
    }

    /// Provides until the program shuts down gracefully, then takes leave of the registry and ends what is under way.
    ///
    /// - Throws: What `Provider.run` throws.
    public func run() async throws {
        do {
            if let provider { try await provider.run() } else { try await gracefulShutdown() }
        } catch {
            await caller.close()
            throw error
        }
        await caller.close()
    }
}
