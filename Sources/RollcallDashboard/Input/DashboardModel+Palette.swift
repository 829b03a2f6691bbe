import RollcallWire

extension DashboardModel {
    /// Does what was typed. An error names the characters of the whole line, which the palette no longer shows.
    mutating func run(_ command: PaletteCommand) throws(FilterError) -> [Command] {
        switch command {
        case .show(let screen): open(screen)
        case .filter(let text): setFilterText(text)
        case .sort(let name):
            guard let list = screen.list, let column = Column(name, of: list) else {
                say("nothing here is called \(name) to sort by")
                return []
            }
            changeColumns { $0.sort(by: column) }
        case .columns(let changes):
            guard let list = screen.list else {
                say("there are no columns here")
                return []
            }
            do throws(ColumnError) { try applyColumns(changes, to: list) } catch { say(error.reason) }
        case .theme(let name): chooseTheme(name)
        case .pause: togglePause()
        case .token: return [.retry]
        case .help: overlay = .help(top: 0)
        case .quit: return [.quit]
        }
        return []
    }

    /// Filters the shown list as `--filter` and `:filter` ask.
    package mutating func setFilterText(_ text: String) {
        guard screen.list != nil else { return say("there is no list to filter here") }
        do throws(FilterError) {
            setFilter(try Filter(CellText.sanitized(text)))
        } catch {
            say("this is no filter: \(error.reason)")
        }
    }

    /// Adds and drops columns as `+meta.version,-weight` asks.
    package mutating func applyColumns(_ changes: String, to list: ListKind) throws(ColumnError) {
        try lists.columns[list, default: ColumnSet(list)].apply(changes)
        askForFreshOrder()
    }

    private mutating func open(_ wanted: Screen) {
        switch wanted {
        case .overview, .services, .events, .balancer: show(tab: wanted)
        case .instances(let service):
            guard census.services[service] != nil else { return say("no service is called \(service)") }
            path = [.services, wanted]
            turn()
        case .instance(let id):
            guard let service = census.instances[id]?.view.name else { return say("no instance is called \(id)") }
            path = [.services, .instances(service: service), wanted]
            turn()
        }
    }

    private mutating func chooseTheme(_ name: String) {
        guard let theme = Theme.Name(rawValue: name) else {
            let known = Theme.Name.allCases.map(\.rawValue).joined(separator: ", ")
            return say("no theme is called \(name); there are \(known)")
        }
        self.theme = theme
    }

    /// Makes the line as long as all that could be meant have in common.
    mutating func complete(_ input: inout Input) {
        let text = input.field.text
        let candidates = completions(of: text)
        input.completions = candidates.count > 1 ? candidates : []
        guard let first = candidates.first else { return }
        let common = candidates.dropFirst().reduce(Substring(first)) { $0.commonPrefix(with: $1) }
        let start = text.lastIndex(of: " ").map { text[...$0] } ?? ""
        let blank = candidates.count == 1 && start.isEmpty ? " " : ""
        if common.count + start.count >= text.count { input.field.set(start + common + blank) }
    }

    private func completions(of text: String) -> [String] {
        guard let blank = text.firstIndex(of: " ") else {
            return PaletteCommand.known.map(\.name).filter { $0.hasPrefix(text) }
        }
        let beginning = text[text.index(after: blank)...]
        let names: [String]
        switch text[..<blank] {
        case "instances": names = Array(census.services.keys)
        case "instance": names = Array(census.instances.keys)
        case "theme": names = Theme.Name.allCases.map(\.rawValue)
        case "sort", "columns": names = screen.list?.columns.map(\.name) ?? []
        default: names = []
        }
        return names.filter { $0.hasPrefix(beginning) && !$0.contains(" ") }.sorted()
    }
}

extension Substring {
    fileprivate func commonPrefix(with other: String) -> Substring {
        let count = zip(self, other).prefix { $0 == $1 }.count
        return prefix(count)
    }
}
