/// Where a pick may look: the rungs that have an instance.
struct PickerLadder: Sendable {
    /// Of the instances that can be picked, best first.
    private(set) var priorities: [Int] = []
    /// Of the instances that can be picked.
    private(set) var zones: Set<String> = []

    init() {}

    init(_ members: [PickerMember]) {
        var seen: Set<Int> = []
        for member in members where member.isPickable {
            seen.insert(member.priority)
            zones.insert(member.zone)
        }
        priorities = seen.sorted()
    }
}
