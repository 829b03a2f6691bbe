extension DashboardModel {
    /// Goes from one instance of a service to the next, round and round. False where no instance is looked at.
    mutating func showNeighbour(_ step: Int) -> Bool {
        guard case .instance(let id) = screen, !isHelpShown else { return false }
        arrange()
        guard let index = shown.firstIndex(of: id), shown.count > 1 else { return true }
        path[path.count - 1] = .instance(id: shown[(index + step + shown.count) % shown.count])
        isArrangementDue = true
        nextRefresh = now
        return true
    }
}
