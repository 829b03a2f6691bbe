import RollcallWire

/// A word of the screen and what it means.
struct HelpEntry {
    let word: String
    let role: Role
    let text: String

    private static let wordColumns = 18

    /// The text beside the word, in as many rows as it takes; below it where a screen is narrow.
    func lines(_ columns: Int) -> [[Span]] {
        let indent = columns < 50 ? 2 : Self.wordColumns + 1
        let rows = wrapped(text, max(8, columns - indent))
        let blank = String(repeating: " ", count: indent)
        guard indent > Self.wordColumns else {
            return [[Span(word, role)]] + rows.map { [Span(blank + $0)] }
        }
        return rows.enumerated().map { index, row in
            index == 0 ? [Span(CellText.padded(word, to: indent), role), Span(row)] : [Span(blank + row)]
        }
    }

    /// How a filter is written.
    static let filter =
        [
            HelpEntry(
                word: "WORD", role: .key, text: "rows that are called so in part; several words have all to hold"),
            HelpEntry(word: "-WORD -KEY:VALUE", role: .key, text: "rows for which it does not hold"),
            HelpEntry(word: "/PATTERN/", role: .key, text: "a regular expression"),
            HelpEntry(word: "KEY:A,B", role: .key, text: "rows whose key is A or B; KEY: alone, rows that have it"),
            HelpEntry(word: "KEY>N KEY<N", role: .key, text: "for weight, chg, rev, pick and meta.NAME"),
        ]
        + FilterKey.names.map { HelpEntry(word: "\($0.name):", role: .key, text: $0.key.help) }
        + [HelpEntry(word: "meta.NAME:", role: .key, text: "a value of the metadata")]

    /// What the words on the screen mean.
    static let vocabulary =
        [
            HelpEntry(
                word: ServiceState.down.word, role: ServiceState.down.role,
                text: "of a service: nothing of it can be picked"),
            HelpEntry(
                word: ServiceState.partial.word, role: ServiceState.partial.role, text: "some of it cannot be picked"),
            HelpEntry(
                word: ServiceState.starting.word, role: ServiceState.starting.role,
                text: "waits for its first check, or to be ready"),
            HelpEntry(
                word: ServiceState.out.word, role: ServiceState.out.role, text: "taken out of service by somebody"),
            HelpEntry(
                word: ServiceState.empty.word, role: ServiceState.empty.role, text: "a service without instances"),
            HelpEntry(word: "LIVE", role: .live, text: "the daemon was heard within two seconds"),
            HelpEntry(word: "LAG", role: .warning, text: "it was not; what is shown may be old"),
            HelpEntry(
                word: "STALE", role: .stale,
                text: "the link is lost; leases are unknown, the rest is what was last known"),
            HelpEntry(word: "RESYNC", role: .warning, text: "connected again and catching up"),
            HelpEntry(
                word: "AUTH", role: .stale,
                text: "the daemon, or what guards it, wants another token; :token reads its file again"),
            HelpEntry(
                word: "EVICTIONS PAUSED", role: .warning,
                text: "so many leases ran out at once that the network is the likelier cause; nobody is evicted"),
            HelpEntry(word: "ADMIN", role: .warning, text: "keys can change the registry, after a question"),
            HelpEntry(word: "AS OF", role: .past, text: "what is shown is past"),
            HelpEntry(word: "rollcall", role: .title, text: RollcallVersion.current),
        ]
}
