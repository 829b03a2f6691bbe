package import RollcallCore
import RollcallWire

/// An instance as a filter sees it.
package struct InstanceSubject: FilterSubject {
    private let sighting: Sighting
    /// Nil while nobody knows.
    private let breaker: String?
    private let isPickable: Bool

    package init(_ sighting: Sighting, breaker: String? = nil, isPickable: Bool = false) {
        self.sighting = sighting
        self.breaker = breaker
        self.isPickable = isPickable
    }

    private var view: InstanceView { sighting.view }

    package func hasText(where passes: (String) -> Bool) -> Bool {
        passes(view.id) || passes(view.name) || passes(view.address) || passes(view.zone)
            || view.metadata.values.contains(where: passes) || view.tags.contains(where: passes)
    }

    package func hasText(of key: FilterKey, where passes: (String) -> Bool) -> Bool {
        switch key {
        case .service: passes(view.name)
        case .instance: passes(view.id)
        case .zone: passes(view.zone)
        case .address: passes(view.authority)
        case .actor: passes(view.statusCause) || passes(view.statusTrigger?.rawValue ?? "")
        case .metadata(let name): view.metadata[name].map(passes) ?? false
        default: false
        }
    }

    package func words(of key: FilterKey) -> [String] {
        switch key {
        case .state, .to: view.status.filterWords
        case .breaker: breaker.map { [$0] } ?? []
        default: []
        }
    }

    package func hasNumber(of key: FilterKey, where passes: (Double) -> Bool) -> Bool {
        number(of: key).map(passes) ?? false
    }

    private func number(of key: FilterKey) -> Double? {
        switch key {
        case .pick: isPickable ? 1 : 0
        case .weight: Double(view.weight)
        case .changes: view.changesLastHour.map(Double.init)
        case .revision: Double(view.revision)
        case .metadata(let name): view.metadata[name].flatMap(Double.init)
        default: nil
        }
    }

    package var time: WallTime? { sighting.since }
}
