import RollcallCore

/// Pasted text as one line for a text field: ends of lines and tabs become a space, what steers a terminal is left out.
func pastedLine(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        if scalar == "\n" || scalar == "\r" || scalar == "\t" || scalar == "\u{2028}" || scalar == "\u{2029}" {
            if !line.isEmpty, line.last != " " { line.append(" ") }
        } else if !SafeText.isForbidden(scalar) {
            line.append(scalar)
        }
    }
    if line.last == " " { line.removeLast() }
    return String(line)
}
