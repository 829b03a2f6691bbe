extension ServicePicker {
    /// Why each instance but the picked one was not picked, by id.
    func notes(_ request: PickRequest, _ pick: Pick?, at now: Moment) -> [PickNote] {
        members.filter { $0.id != pick?.id }.map { member in
            PickNote(id: member.id, why: reason(member, request, pick, at: now))
        }
    }

    private func reason(_ member: PickerMember, _ request: PickRequest, _ pick: Pick?, at now: Moment) -> String {
        if request.excluded.contains(member.id) { return "already tried" }
        if member.weight == 0 { return "weight 0" }
        let isPanic = pick?.isPanic ?? false
        if !member.isUp, !isPanic || !member.mayPanic {
            let change = member.instance.lastChange
            return "\(member.instance.status.rawValue) since \(change.at): \(change.cause)"
        }
        guard !isPanic else { return "not its turn: health is ignored" }
        guard member.breaker.isClosed else { return "breaker \(member.breaker.words(at: now, under: policy.breaker))" }
        guard let pick else { return "could be picked" }
        guard !pick.isProbe else { return "not its turn: the call is a probe" }
        let priority = pick.instance.registration.priority
        guard member.priority == priority else { return "priority \(member.priority), behind \(priority)" }
        if pick.zone == .same, let zone = preferredZone(request), member.zone != zone {
            return member.zone.isEmpty ? "in no zone, not in \(zone)" : "in zone \(member.zone), not in \(zone)"
        }
        let isByKey = request.key != nil && [.ringHash, .maglev].contains(pick.policy)
        return isByKey ? "the key belongs to another: \(pick.policy.rawValue)" : "not its turn: \(pick.policy.rawValue)"
    }
}
