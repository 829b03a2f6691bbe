import CTerminal
import RollcallDashboard
import Testing

@testable import RollcallTerminal

@Suite struct KeyCodeTests {
    @Test(
        "keys of the C target become keys of the dashboard",
        arguments: [
            (CT_KEY_UP.rawValue, Key.up), (CT_KEY_PAGE_DOWN.rawValue, .pageDown), (CT_KEY_BACK_TAB.rawValue, .backTab),
            (0x7F, .backspace), (0x0D, .enter), (0x09, .tab), (0x1B, .escape), (0x0C, .control("l")),
            (0x71, .character("q")), (0x6771, .character("東")), (CT_KEY_INSERT.rawValue, .insert),
            (CT_KEY_DELETE.rawValue, .delete), (CT_KEY_WHEEL_UP.rawValue, .wheelUp),
            (CT_KEY_WHEEL_DOWN.rawValue, .wheelDown), (CT_KEY_F1.rawValue, .function(1)),
            (CT_KEY_F1.rawValue - 11, .function(12)),
        ])
    func known(code: Int32, key: Key) {
        #expect(Key(code: code) == key)
    }

    @Test(
        "what is no key is none",
        arguments: [CT_KEY_OTHER.rawValue, CT_KEY_NONE.rawValue, CT_KEY_F1.rawValue - 12, 0, 0x1C, 0xD800])
    func unknown(code: Int32) {
        #expect(Key(code: code) == nil)
    }
}
