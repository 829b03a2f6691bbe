import CTerminal
import RollcallDashboard

extension Key {
    /// The key of a code from `ct_read_key`; nil for those nobody has a use for.
    init?(code: Int32) {
        switch code {
        case 0x09: self = .tab
        case 0x0A, 0x0D: self = .enter
        case 0x08, 0x7F: self = .backspace
        case 0x1B: self = .escape
        case 0x01...0x1A:
            guard let letter = Unicode.Scalar(UInt32(code) + 0x60) else { return nil }
            self = .control(Character(letter))
        case 0x20...:
            guard let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
            self = .character(Character(scalar))
        case CT_KEY_CLICK.rawValue:
            var (row, column) = (Int32(0), Int32(0))
            ct_clicked(&row, &column)
            self = .click(row: Int(row), column: Int(column))
        case CT_KEY_PASTE.rawValue: self = .paste(pastedLine(String(cString: ct_pasted())))
        case CT_KEY_F1.rawValue - 11...CT_KEY_F1.rawValue: self = .function(Int(CT_KEY_F1.rawValue - code) + 1)
        default:
            guard let key = Self.named[code] else { return nil }
            self = key
        }
    }

    private static let named: [Int32: Key] = [
        CT_KEY_UP.rawValue: .up, CT_KEY_DOWN.rawValue: .down, CT_KEY_LEFT.rawValue: .left,
        CT_KEY_RIGHT.rawValue: .right, CT_KEY_PAGE_UP.rawValue: .pageUp, CT_KEY_PAGE_DOWN.rawValue: .pageDown,
        CT_KEY_HOME.rawValue: .home, CT_KEY_END.rawValue: .end, CT_KEY_BACK_TAB.rawValue: .backTab,
        CT_KEY_BACKSPACE.rawValue: .backspace, CT_KEY_ENTER.rawValue: .enter, CT_KEY_INSERT.rawValue: .insert,
        CT_KEY_DELETE.rawValue: .delete, CT_KEY_WHEEL_UP.rawValue: .wheelUp, CT_KEY_WHEEL_DOWN.rawValue: .wheelDown,
    ]
}
