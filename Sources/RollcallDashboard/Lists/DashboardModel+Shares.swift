import RollcallWire

// How a service's picks were shared out, in the list of its instances.

extension DashboardModel {
    /// A column of the shown list needs to be told.
    var wantsShares: Bool {
        layout.isWide && lists.columns(of: .instances).shown.contains(.share)
    }

    mutating func takeShares(_ view: TrafficView) {
        guard case .instances(view.service) = screen else { return }
        let isPicked = view.instances.contains { $0.actualShare > 0 }
        let shares = view.instances.map { (CellText.sanitized($0.id), $0.actualShare * 100) }
        lists.shares = isPicked ? Dictionary(shares, uniquingKeysWith: { $1 }) : [:]
        if lists.columns(of: .instances).sort == .share { isArrangementDue = true }
    }
}
