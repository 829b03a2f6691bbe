import Testing

@testable import RollcallTerminal

@Suite struct PastedLineTests {
    @Test(
        "what is pasted becomes one line of text that steers nothing",
        arguments: [
            ("state:down", "state:down"), ("q\rx\r:quit\r", "q x :quit"), ("a\r\n\r\n\tb", "a b"), ("\n a\n", " a"),
            ("東京 👍", "東京 👍"), ("a\u{1B}[2Jb\u{202E}c\u{9B}d", "a[2Jbcd"), ("\u{2028}a\u{2029}b", "a b"), ("", ""),
        ])
    func line(text: String, line: String) {
        #expect(pastedLine(text) == line)
    }
}
