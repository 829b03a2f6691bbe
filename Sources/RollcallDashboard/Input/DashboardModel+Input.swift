extension DashboardModel {
    package var input: Input? { if case .input(let input) = overlay { input } else { nil } }

    mutating func openFilter() {
        guard screen.list != nil else { return say("there is no list to filter here") }
        overlay = .input(Input(.filter, text: filter.text))
    }

    /// In a text only Esc, Enter, Tab and the keys of a line do anything; Ctrl-C and its like go to the screen.
    mutating func pressInput(_ key: Key, _ input: Input) -> [Command]? {
        var input = input
        switch key {
        case .control("c"), .control("z"), .control("l"): return nil
        case .escape:
            close(input)
            if input.purpose == .filter { restoreFilter(input.before) }
            if input.purpose == .help { inputs.helpSearch = "" }
            return []
        case .enter: return answer(input)
        case .tab:
            if input.purpose == .palette { complete(&input) }
        case .up, .control("p"): recall(&input, by: 1)
        case .down, .control("n"): recall(&input, by: -1)
        default:
            // An empty line is left the way it was entered.
            if key == .backspace, input.field.text.isEmpty { return pressInput(.escape, input) }
            guard input.field.press(key) else { return [] }
            input.completions = []
            input.recalled = nil
            take(&input)
        }
        overlay = .input(input)
        return []
    }

    /// What is written has its effect at once, where it is harmless.
    private mutating func take(_ input: inout Input) {
        switch input.purpose {
        case .filter:
            do throws(FilterError) {
                setFilter(try Filter(input.field.text))
                input.error = nil
            } catch {
                input.error = error
            }
        case .help: inputs.helpSearch = input.field.text
        case .palette: input.error = nil
        }
    }

    private mutating func answer(_ input: Input) -> [Command] {
        switch input.purpose {
        case .filter:
            // What is wrong is said beside it: it is mended, or left with Esc.
            guard input.error == nil else { return [] }
        case .help: break
        case .palette:
            do throws(FilterError) {
                let command = try PaletteCommand(input.field.text)
                inputs.note(input.field.text, for: .palette)
                overlay = nil
                return try run(command)
            } catch {
                var input = input
                input.error = error
                overlay = .input(input)
                return []
            }
        }
        if input.error == nil { inputs.note(input.field.text, for: input.purpose) }
        close(input)
        return []
    }

    private mutating func close(_ input: Input) {
        overlay = input.purpose == .help ? .help(top: 0) : nil
    }

    private mutating func restoreFilter(_ text: String) {
        guard filter.text != text else { return }
        // It was a filter before it was changed.
        setFilter((try? Filter(text)) ?? .none)
    }

    private mutating func recall(_ input: inout Input, by step: Int) {
        let back = (input.recalled ?? -1) + step
        if back < 0 {
            input.recalled = nil
            input.field.set(input.before)
        } else if let text = inputs.answer(back, for: input.purpose) {
            input.recalled = back
            input.field.set(text)
        }
        take(&input)
    }
}
