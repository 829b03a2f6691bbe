/// Why a command or a question was refused.
public enum RegistryError: Error, Equatable, Sendable {
    case invalid(InvalidField)
    case unknownInstance(InstanceID)
    case unknownService(ServiceName)
    /// The service has instances, but none that may be picked.
    case noInstance(ServiceName, why: String)
    case tooManyPolicies(limit: Int)
    case unknownCheck(InstanceID, String)
    case notReportable(InstanceID, String)
    case revisionConflict(InstanceID, expected: Revision, actual: Revision)
    case serviceConflict(InstanceID, registered: ServiceName, asked: ServiceName)
    case tooManyInstances(limit: Int)
    /// The history begins after the revision that was asked for.
    case compacted(floor: Revision)
    case futureRevision(asked: Revision, current: Revision)
    case overloaded(waiting: Int)
    /// The commit failed: it may or may not be on disk. The daemon stops.
    case outcomeUnknown(String)
    case stopping
    /// Nobody answers, or nobody that can be understood.
    case unavailable(String)
    /// A refusal for a reason that this version does not know.
    case refused(Refusal)
    /// The task that asked was cancelled.
    case cancelled

    /// What a registry said when it refused.
    public struct Refusal: Equatable, Sendable {
        /// A name that stays the same for ever.
        public let code: String
        /// What is wrong, naming the thing.
        public let problem: String
        /// What to do about it, in the imperative.
        public let hint: String
        /// Whether the same request may be granted later.
        public let mayPass: Bool

        package init(code: String, problem: String, hint: String, mayPass: Bool) {
            self.code = code
            self.problem = problem
            self.hint = hint
            self.mayPass = mayPass
        }
    }

    /// Whether the same request may be granted later, with nothing about it changed.
    public var mayPass: Bool {
        switch self {
        case .tooManyInstances, .tooManyPolicies, .noInstance, .overloaded, .outcomeUnknown, .stopping, .unavailable:
            true
        case .refused(let refusal): refusal.mayPass
        case .invalid, .unknownInstance, .unknownService, .unknownCheck, .notReportable, .revisionConflict,
            .serviceConflict,
            .compacted, .futureRevision, .cancelled:
            false
        }
    }

    /// What is wrong, naming the thing.
    public var problem: String {
        switch self {
        case .invalid(let field): "\(field)"
        case .unknownInstance(let id): "The registry does not know instance \(id)."
        case .unknownService(let service): "The registry does not know service \(service)."
        case .noInstance(let service, let why): "No instance of \(service) can be picked: \(why)."
        case .tooManyPolicies(let limit): "The registry holds its limit of \(limit) policies."
        case .unknownCheck(let id, let check):
            "Instance \(id) has no check named \(SafeText.escaped(check, countMax: 64))."
        case .notReportable(let id, let check):
            "Check \(check) of \(id) is made by the daemon; only ttl checks are reported."
        case .revisionConflict(let id, let expected, let actual):
            "Instance \(id) is at revision \(actual), not \(expected)."
        case .serviceConflict(let id, let registered, let asked):
            "Instance \(id) belongs to service \(registered), not \(asked)."
        case .tooManyInstances(let limit): "The registry holds its limit of \(limit) instances."
        case .compacted(let floor): "The history before revision \(floor.next) is no longer kept."
        case .futureRevision(let asked, let current):
            "Revision \(asked) has not happened yet; the registry is at \(current)."
        case .overloaded(let waiting): "\(waiting) commands are waiting to be written."
        case .outcomeUnknown(let reason): "The commit failed and its outcome is unknown: \(reason)."
        case .stopping: "The daemon is stopping."
        case .unavailable(let reason): reason
        case .refused(let refusal): refusal.problem
        case .cancelled: "The task was cancelled before the registry answered."
        }
    }

    /// What to do about it, in the imperative.
    public var hint: String {
        switch self {
        case .invalid: "Correct the field and send the request again."
        case .unknownInstance: "Register again, or list the instances to check the spelling."
        case .unknownService: "List the services to check the spelling."
        case .noInstance: "Bring one of them up, or try again shortly."
        case .tooManyPolicies: "Give services the policy they share by default."
        case .unknownCheck: "Show the instance to see its checks."
        case .notReportable: "Report ttl checks only, or register the check with type ttl."
        case .revisionConflict: "Read the instance again and decide on its present state."
        case .serviceConflict: "Deregister it first, or choose another id."
        case .tooManyInstances: "Deregister what is gone, or raise limits.instances."
        case .compacted(let floor): "Read the present state, then follow from its revision; the floor is \(floor)."
        case .futureRevision:
            "Start over from the present state: this revision belongs to another epoch or another registry."
        case .overloaded: "Try again shortly."
        case .outcomeUnknown: "Repeat the request when the daemon is back: every mutation is idempotent."
        case .stopping: "Try again when it is back."
        case .unavailable: "Start the daemon, or check the address; the request can be repeated without harm."
        case .refused(let refusal): refusal.hint
        case .cancelled: "Repeat the request if it is still wanted; repeating it does no harm."
        }
    }
}
