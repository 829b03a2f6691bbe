/// Comma-separated values (RFC 4180) that stay text in a spreadsheet.
enum CSV {
    static func text(_ rows: [[String]]) -> String {
        rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    static func cell(_ text: String) -> String {
        let inert = isFormula(text) ? "'" + text : text
        guard inert.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return inert }
        return "\"" + inert.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// Spreadsheets run a cell that begins so; a plain negative number is none of those.
    private static func isFormula(_ text: String) -> Bool {
        guard let first = text.first, "=+-@\t\r".contains(first) else { return false }
        return Double(text) == nil || first == "+"
    }
}
