/// Keys that somebody wants for an action instead of its own.
package struct Rebinding: Sendable, Equatable {
    package let action: Action
    package let keys: [Key]

    /// Reads `freeze=z` or `next-tab=F2,Ctrl-N`: keys are called what the help calls them.
    package init(_ text: String) throws(RebindingError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { throw RebindingError(reason: "\(text) is not of the form ACTION=KEY") }
        guard let action = Action.allCases.first(where: { $0.word == parts[0] }) else {
            let known = Action.allCases.map(\.word).joined(separator: " ")
            throw RebindingError(reason: "no action is called \(parts[0]); there are \(known)")
        }
        self.action = action
        var keys: [Key] = []
        for label in parts[1].split(separator: ",").map(String.init) {
            guard let key = Key(label: label) else { throw RebindingError(reason: "no key is called \(label)") }
            keys.append(key)
        }
        guard !keys.isEmpty else { throw RebindingError(reason: "\(parts[0]) would have no key") }
        self.keys = keys
    }
}

package struct RebindingError: Error, Sendable, Equatable {
    package let reason: String
}

extension KeyMap {
    /// Gives each action its new keys, which are taken from whoever had them. Nobody may be left without one.
    package func rebound(_ changes: [Rebinding]) throws(RebindingError) -> KeyMap {
        var bindings = self.bindings
        for change in changes {
            for index in bindings.indices {
                let isWanted = bindings[index].action == change.action
                let kept = bindings[index].keys.filter { !change.keys.contains($0) }
                bindings[index].keys = isWanted ? change.keys : kept
            }
        }
        if let orphan = bindings.first(where: { $0.keys.isEmpty }) {
            throw RebindingError(reason: "\(orphan.action.word) would have no key left; give it another")
        }
        return KeyMap(bindings)
    }
}

extension Action {
    /// As it is written in options: `next-attention`.
    var word: String {
        rawValue.reduce(into: "") { word, character in
            word += character.isUppercase ? "-\(character.lowercased())" : String(character)
        }
    }
}

extension Key {
    private static let named: [Key] = [
        .character(" "), .enter, .escape, .tab, .backTab, .backspace, .up, .down, .left, .right, .pageUp, .pageDown,
        .home,
        .end, .insert, .delete, .wheelUp, .wheelDown,
    ]

    /// The key with that label.
    package init?(label: String) {
        let functions = (1...12).map { Key.function($0) }
        if let key = (Self.named + functions).first(where: { $0.label == label }) {
            self = key
        } else if label.hasPrefix("Ctrl-"), let letter = label.dropFirst("Ctrl-".count).first,
            label.count == "Ctrl-".count + 1
        {
            self = .control(Character(letter.lowercased()))
        } else if let character = label.first, label.count == 1 {
            self = .character(character)
        } else {
            return nil
        }
    }
}
