import RollcallCore

/// Asks before a change is made. Cancel is where the cursor stands; what cannot be undone wants something typed first.
package struct Dialog: Sendable, Equatable {
    enum Button: Sendable { case cancel, confirm }

    enum Field: Sendable, Equatable {
        case none
        /// Exactly this has to be typed.
        case word(String)
        /// The new weight.
        case weight
    }

    enum Subject: Sendable, Equatable {
        case request(AdminRequest)
        case weight(id: String, revision: Int64)
    }

    let title: String
    let lines: [String]
    let field: Field
    let verb: String
    private let subject: Subject
    var typed = ""
    var button = Button.cancel

    /// How much of an id has to be typed.
    static let tailLength = 4
    private static let typedMax = 20

    init(_ request: AdminRequest) {
        title = "\(request.verb.lowercased()) \(request.subject)?"
        var lines = [request.promise]
        if case .instance(_, let revision, _) = request {
            lines.append("Refused if it has changed since rev \(revision).")
        }
        self.lines = lines
        field = request.isGrave ? .word(String(request.subject.suffix(Self.tailLength))) : .none
        verb = request.verb
        subject = .request(request)
    }

    init(weightOf id: String, revision: Int64) {
        title = "weight of \(id)"
        lines = ["0 takes no calls. Refused if it has changed since rev \(revision)."]
        field = .weight
        verb = "Change"
        subject = .weight(id: id, revision: revision)
    }

    /// What is asked for in the field.
    var prompt: String? {
        switch field {
        case .none: nil
        case .word(let word): "Type \(word) to confirm: "
        case .weight: "Weight, 0 to \(InstanceLimits.weights.upperBound): "
        }
    }

    /// The same where there is little room.
    var shortPrompt: String? {
        switch field {
        case .none: nil
        case .word(let word): "Type \(word): "
        case .weight: "Weight: "
        }
    }

    /// What would be done now; nil while the field does not hold what it should.
    var request: AdminRequest? {
        switch (subject, field) {
        case (.request(let request), .none): return request
        case (.request(let request), .word(let word)): return typed == word ? request : nil
        case (.weight(let id, let revision), _):
            guard let weight = Int(typed), InstanceLimits.weights.contains(weight) else { return nil }
            return .instance(id: id, revision: revision, .weight(weight))
        case (.request, .weight): return nil
        }
    }

    /// What the field still wants before anything is done.
    var wish: String {
        switch field {
        case .none: ""
        case .word(let word): "type \(word) first: nothing was changed"
        case .weight: "a weight is a whole number, 0 to \(InstanceLimits.weights.upperBound): nothing was changed"
        }
    }

    mutating func type(_ character: Character) {
        guard field != .none, typed.count < Self.typedMax, CellText.width(String(character)) > 0 else { return }
        typed.append(character)
    }
}

extension DashboardModel {
    mutating func pressDialog(_ key: Key, _ dialog: Dialog) -> [Command]? {
        var dialog = dialog
        switch key {
        case .control: return nil
        case .escape:
            cancel()
            return []
        case .enter:
            guard dialog.button == .confirm else {
                cancel()
                if !dialog.typed.isEmpty { say("cancelled: nothing was changed; Tab goes to \(dialog.verb)") }
                return []
            }
            if let request = dialog.request { return perform(request) }
            say(dialog.wish)
        case .tab, .backTab: dialog.button = dialog.button == .cancel ? .confirm : .cancel
        case .left: dialog.button = .cancel
        case .right: dialog.button = .confirm
        case .backspace: if !dialog.typed.isEmpty { dialog.typed.removeLast() }
        case .character(let character): dialog.type(character)
        default: break
        }
        overlay = .dialog(dialog)
        return []
    }

    private mutating func cancel() {
        overlay = nil
        say("cancelled: nothing was changed")
    }
}
