import RollcallCore
import RollcallWire

/// What a change did, in one line.
enum ChangeLine {
    static func text(_ view: MutationView, _ paint: Paint) -> String {
        let instance = view.instance
        let name = SafeText.escaped("\(instance.name)/\(instance.id)", countMax: 200)
        let outcome = SafeText.escaped(view.outcome, countMax: 40)
        let status = view.outcome == "removed" ? "" : ", \(paint(instance.status.rawValue, instance.status.colour))"
        let revision = view.outcome == "removed" ? view.revision : instance.revision
        return "\(name) \(outcome)\(status), revision \(revision)"
    }
}
