import RollcallDashboard
import Testing

@Suite struct ThemeTests {
    @Test(
        "no theme blinks or uses bright black, and sixteen colours stay the plain ones", arguments: Theme.Name.allCases)
    func palette(name: Theme.Name) {
        for role in Role.allCases {
            let few = Theme(name: name).ink(role, .sixteen)
            #expect((-1...7).contains(few.colour), "\(role)")
            #expect((-1...255).contains(Theme(name: name).ink(role, .full).colour))
            #expect(Theme(name: name).ink(role, .mono).colour == -1)
        }
    }

    @Test("what is well and what is not differ without colour too", arguments: Theme.Name.allCases)
    func mono(name: Theme.Name) {
        let theme = Theme(name: name)
        #expect(theme.ink(.up, .mono) != theme.ink(.down, .mono))
        #expect(theme.ink(.up, .mono) != theme.ink(.starting, .mono))
        #expect(theme.ink(.good, .mono) != theme.ink(.bad, .mono))
    }

    @Test("nobody has to tell red from green in cvd; mono has no colours at all")
    func kinds() {
        let cvd = Theme(name: .cvd)
        for depth in [ColourDepth.sixteen, .full] {
            #expect(![1, 2, 71, 203].contains(cvd.ink(.up, depth).colour))
            #expect(![1, 2, 71, 203].contains(cvd.ink(.down, depth).colour))
        }
        #expect(Role.allCases.allSatisfy { Theme(name: .mono).ink($0, .full).colour == -1 })
    }

    @Test("colours of one's own stand in for a theme's, as far as the terminal has them")
    func inks() {
        let theme = Theme(name: .dark, inks: [.bad: 208, .good: 9, .text: -1])
        #expect(theme.ink(.down, .full).colour == 208)
        #expect(theme.ink(.down, .sixteen) == Theme(name: .dark).ink(.down, .sixteen))
        #expect(theme.ink(.up, .full).colour == 9 && theme.ink(.up, .sixteen).colour == 9)
        #expect(theme.ink(.text, .full).colour == -1)
        #expect(theme.ink(.down, .mono) == Theme(name: .dark).ink(.down, .mono))
    }

    @Test("T goes round the themes, m asks for the mouse, + and _ change the frame rate within bounds")
    func keys() throws {
        var model = try Fixture.model()
        #expect(model.theme == .standard)
        model.press(.character("T"))
        #expect(model.theme == .light)
        for _ in 1..<Theme.Name.allCases.count { model.press(.character("T")) }
        #expect(model.theme == .standard)
        #expect(model.press(.character("m"), .character("m")) == [.mouse(true), .mouse(false)])
        #expect(model.press(.character("+")) == [.framesMax(12)])
        for _ in 0..<40 { model.press(.character("_")) }
        #expect(model.press(.character("_")) == [.framesMax(1)])
    }
}
