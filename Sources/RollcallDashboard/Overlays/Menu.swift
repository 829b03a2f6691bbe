import RollcallCore

/// Things to choose from, each by its letter or by cursor and Enter.
package struct Menu: Sendable, Equatable {
    /// What an item stands for.
    enum Choice: Sendable, Equatable {
        case act(AdminRequest)
        case weight(id: String, revision: Int64)
        case policies(service: String)
        case copy(what: String, text: String)
        case export(ExportForm)
    }

    struct Item: Sendable, Equatable {
        let key: Character
        let label: String
        let choice: Choice

        init(_ key: Character, _ label: String, _ choice: Choice) {
            self.key = key
            self.label = label
            self.choice = choice
        }
    }

    let title: String
    let items: [Item]
    var selected = 0

    mutating func move(by step: Int) { selected = min(max(0, selected + step), items.count - 1) }
}

extension DashboardModel {
    mutating func pressMenu(_ key: Key, _ menu: Menu) -> [Command]? {
        var menu = menu
        switch key {
        case .control: return nil
        case .escape, .backspace: overlay = nil
        case .enter:
            guard menu.items.indices.contains(menu.selected) else { return [] }
            return choose(menu.items[menu.selected].choice)
        case .character(let letter):
            // A letter of the menu comes before what it means elsewhere.
            if let item = menu.items.first(where: { $0.key == letter }) { return choose(item.choice) }
            if letter == "q" {
                overlay = nil
            } else if let step = step(of: key) {
                menu.move(by: step)
                overlay = .menu(menu)
            }
        default:
            guard let step = step(of: key) else { return [] }
            menu.move(by: step)
            overlay = .menu(menu)
        }
        return []
    }

    private mutating func choose(_ choice: Menu.Choice) -> [Command] {
        overlay = nil
        switch choice {
        case .act(let request): confirm(request)
        case .weight(let id, let revision): overlay = .dialog(Dialog(weightOf: id, revision: revision))
        case .policies(let service): return openPolicyMenu(of: service)
        case .copy(let what, let text): return copy(what, text)
        case .export(let form): return export(form)
        }
        return []
    }
}
