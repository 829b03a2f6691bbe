import RollcallDashboard
import Testing

@testable import rollcall

@Suite("Tables")
struct ListingTests {
    private var listing: Listing {
        var listing = Listing([.init("NAME"), .init("COUNT", .right), .init("CAUSE", widthMin: 8)])
        listing.add([.init("orders"), .init("12"), .init("GET http://10.0.0.7/health → 503")])
        listing.add([.init("a"), .init("3"), .init("fine")])
        return listing
    }

    @Test("columns are as wide as what they hold")
    func plain() {
        #expect(
            listing.lines(width: nil, .plain) == [
                "NAME    COUNT  CAUSE",
                "orders     12  GET http://10.0.0.7/health → 503",
                "a           3  fine",
            ])
    }

    @Test("the last column gives way first, and says that it did")
    func narrow() {
        #expect(listing.lines(width: 25, .plain)[1] == "orders     12  GET http:…")
    }

    @Test("no line is wider than the terminal", arguments: 1...50)
    func fits(_ width: Int) {
        for line in listing.lines(width: width, .plain) { #expect(line.count <= max(width, 6)) }
    }

    @Test("what a stranger wrote cannot steer the terminal")
    func inert() {
        var listing = Listing([.init("X")])
        listing.add([.init("\u{1B}]0;owned\u{7}\u{202E}")])
        #expect(listing.lines(width: nil, .plain)[1] == "\\x1b]0;owned\\x07\\u{202e}")
    }

    @Test("colour lies round the text and never changes its width")
    func colour() {
        var listing = Listing([.init("A"), .init("B")])
        listing.add([.init("x", .green), .init("y")])
        #expect(listing.lines(width: nil, Paint(isOn: true))[1] == "\u{1B}[32mx\u{1B}[0m  y")
    }
}
