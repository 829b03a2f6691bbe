/// JSON with a line for each value, for people.
enum PrettyJSON {
    static func lines(_ json: String) -> [String] {
        var (lines, line, depth) = ([String](), "", 0)
        var (isInText, isEscaped) = (false, false)
        func indented(_ text: String) -> String { String(repeating: "  ", count: depth) + text }
        var previous: Character = " "
        for character in json {
            if isInText {
                line.append(character)
                if isEscaped {
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else if character == "\"" {
                    isInText = false
                }
                continue
            }
            switch character {
            case "{", "[":
                lines.append(indented(line + String(character)))
                line = ""
                depth += 1
            case "}", "]":
                let isEmpty = previous == "{" || previous == "["
                if !isEmpty { lines.append(indented(line)) }
                depth -= 1
                // Nothing in it: on the line it began.
                line = isEmpty ? lines.removeLast().drop { $0 == " " } + String(character) : String(character)
            case ",":
                lines.append(indented(line + ","))
                line = ""
            case ":": line += ": "
            case " ", "\n": break
            default:
                if character == "\"" { isInText = true }
                line.append(character)
            }
            previous = character
        }
        return line.isEmpty ? lines : lines + [indented(line)]
    }
}
