package import RollcallCore

/// Problem details (RFC 9457) with what Rollcall adds: the field at fault and what to do.
package struct ProblemView: Codable, Sendable, Equatable, Error {
    /// `urn:rollcall:problem:` and a code that stays the same for ever.
    package var type: String
    package var title: String
    package var status: Int
    package var detail: String
    package var hint: String?
    package var field: String?
    /// The registry's revision when the problem arose.
    package var revision: Int64?
    /// For `compacted`: the newest revision whose event is no longer kept.
    package var floor: Int64?
    /// For `revision-conflict`: the revision the instance is at.
    package var actual: Int64?
    /// For `service-conflict`: the service the id belongs to.
    package var registered: String?

    package static let typePrefix = "urn:rollcall:problem:"

    package init(
        code: String, title: String, status: Int, detail: String, hint: String? = nil, field: String? = nil,
        revision: Int64? = nil, floor: Int64? = nil
    ) {
        self.type = Self.typePrefix + code
        self.title = title
        self.status = status
        self.detail = detail
        self.hint = hint
        self.field = field
        self.revision = revision
        self.floor = floor
    }

    /// The code behind the prefix, as in `unknown-instance`.
    package var code: String {
        type.hasPrefix(Self.typePrefix) ? String(type.dropFirst(Self.typePrefix.count)) : type
    }
}

extension ProblemView {
    package init(_ error: RegistryError, revision: Revision? = nil) {
        let (code, title, status) = Self.kind(of: error)
        var field: String?
        var floor: Int64?
        if case .invalid(let invalid) = error { field = invalid.field }
        if case .compacted(let at) = error { floor = at.number }
        self.init(
            code: code, title: title, status: status, detail: error.problem, hint: error.hint, field: field,
            revision: revision?.number, floor: floor)
        if case .revisionConflict(_, _, let actual) = error { self.actual = actual.number }
        if case .serviceConflict(_, let registered, _) = error { self.registered = registered.text }
    }

    private static func kind(of error: RegistryError) -> (code: String, title: String, status: Int) {
        switch error {
        case .invalid: ("invalid-field", "A field is not acceptable", 422)
        case .unknownInstance: ("unknown-instance", "Unknown instance", 404)
        case .unknownService: ("unknown-service", "Unknown service", 404)
        case .noInstance: ("no-instance", "No instance can be picked", 503)
        case .tooManyPolicies: ("too-many-policies", "The registry is full", 507)
        case .unknownCheck: ("unknown-check", "Unknown check", 404)
        case .notReportable: ("not-reportable", "This check is not reported", 409)
        case .revisionConflict: ("revision-conflict", "The instance has moved on", 409)
        case .serviceConflict: ("service-conflict", "The id belongs to another service", 409)
        case .tooManyInstances: ("too-many-instances", "The registry is full", 507)
        case .compacted: ("compacted", "The history begins later", 410)
        case .futureRevision: ("future-revision", "The revision has not happened yet", 410)
        case .overloaded: ("overloaded", "Too much is waiting to be written", 503)
        case .outcomeUnknown: ("outcome-unknown", "The outcome is unknown", 500)
        case .stopping: ("stopping", "The daemon is stopping", 503)
        case .unavailable: ("unavailable", "The registry cannot be reached", 503)
        case .refused(let refusal): (refusal.code, "Refused", refusal.mayPass ? 503 : 422)
        case .cancelled: ("cancelled", "The request was given up", 503)
        }
    }
}
