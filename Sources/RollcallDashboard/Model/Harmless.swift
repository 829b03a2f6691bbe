import RollcallCore
import RollcallWire

/// The boundary: behind it no text can steer a terminal. A daemon we connect to is as much a stranger as the services
/// that registered with it.
extension InstanceView {
    func harmless() -> InstanceView {
        var view = self
        view.id = CellText.sanitized(id)
        view.name = CellText.sanitized(name)
        view.address = CellText.sanitized(address)
        view.zone = CellText.sanitized(zone)
        view.statusCause = CellText.sanitized(statusCause)
        view.statusSince = CellText.sanitized(statusSince)
        view.created = CellText.sanitized(created)
        view.updated = CellText.sanitized(updated)
        view.tags = tags.map { CellText.sanitized($0) }
        view.metadata = Dictionary(
            metadata.map { (CellText.sanitized($0.key), CellText.sanitized($0.value)) }, uniquingKeysWith: { $1 })
        view.lease.ttl = CellText.sanitized(lease.ttl)
        view.lease.evictAfter = CellText.sanitized(lease.evictAfter)
        view.lease.renewed = lease.renewed.map { CellText.sanitized($0) }
        view.checks = checks.map { $0.harmless() }
        return view
    }
}

extension CheckView {
    fileprivate func harmless() -> CheckView {
        var view = self
        view.definition.name = CellText.sanitized(definition.name)
        view.definition.type = CellText.sanitized(definition.type)
        view.definition.path = definition.path.map { CellText.sanitized($0) }
        view.definition.method = definition.method.map { CellText.sanitized($0) }
        view.definition.interval = definition.interval.map { CellText.sanitized($0) }
        view.definition.timeout = definition.timeout.map { CellText.sanitized($0) }
        view.definition.ttl = definition.ttl.map { CellText.sanitized($0) }
        view.state?.verdict = CellText.sanitized(state?.verdict ?? "")
        view.state?.last?.cause = CellText.sanitized(state?.last?.cause ?? "")
        view.state?.last?.time = CellText.sanitized(state?.last?.time ?? "")
        view.state?.history = state?.history?.harmless()
        return view
    }
}

extension EventView {
    func harmless() -> EventView {
        var view = self
        view.time = CellText.sanitized(time)
        view.kind = CellText.sanitized(kind)
        view.service = service.map { CellText.sanitized($0) }
        view.instance = instance.map { CellText.sanitized($0) }
        view.fields = fields?.map { CellText.sanitized($0) }
        view.cause = CellText.sanitized(cause)
        view.breaker = breaker?.harmless()
        view.breakerFrom = breakerFrom.map { CellText.sanitized($0) }
        view.after = nil
        return view
    }
}

extension CheckMarksView {
    fileprivate func harmless() -> CheckMarksView {
        var view = self
        view.marks = String(marks.suffix(CheckMarks.countMax).map { "+x".contains($0) ? $0 : "?" })
        view.tookMilliseconds = tookMilliseconds.suffix(CheckMarks.countMax)
        view.since = since.map { CellText.sanitized($0) }
        view.lastPass = lastPass.map { CellText.sanitized($0) }
        view.lastFailure = lastFailure.map { CellText.sanitized($0) }
        return view
    }
}

extension BreakerView {
    func harmless() -> BreakerView {
        var view = self
        view.instance = CellText.sanitized(instance)
        view.service = CellText.sanitized(service)
        view.state = CellText.sanitized(state)
        view.since = since.map { CellText.sanitized($0) }
        view.openUntil = openUntil.map { CellText.sanitized($0) }
        view.cause = CellText.sanitized(cause)
        return view
    }
}

extension BreakerDetailView {
    func harmless() -> BreakerDetailView {
        var view = self
        view.breaker = breaker.harmless()
        view.settings.slowCall = settings.slowCall.map { CellText.sanitized($0) }
        view.settings.probeTimeout = settings.probeTimeout.map { CellText.sanitized($0) }
        view.settings.openBase = settings.openBase.map { CellText.sanitized($0) }
        view.settings.openMax = settings.openMax.map { CellText.sanitized($0) }
        view.settings.forgetAfter = settings.forgetAfter.map { CellText.sanitized($0) }
        return view
    }
}
