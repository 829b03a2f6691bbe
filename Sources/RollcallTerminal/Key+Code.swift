import CTerminal
import RollcallDashboard

extension Key {
    /// The key of a code from `ct_read_key`; nil for those nobody has a use for.
    init?(code: Int32) {
        switch code {
        case CT_KEY_UP.rawValue: self = .up
        case CT_KEY_DOWN.rawValue: self = .down
        case CT_KEY_LEFT.rawValue: self = .left
        case CT_KEY_RIGHT.rawValue: self = .right
        case CT_KEY_PAGE_UP.rawValue: self = .pageUp
        case CT_KEY_PAGE_DOWN.rawValue: self = .pageDown
        case CT_KEY_HOME.rawValue: self = .home
        case CT_KEY_END.rawValue: self = .end
        case CT_KEY_BACK_TAB.rawValue: self = .backTab
        case CT_KEY_BACKSPACE.rawValue, 0x7F, 0x08: self = .backspace
        case CT_KEY_ENTER.rawValue, 0x0A, 0x0D: self = .enter
        case 0x09: self = .tab
        case 0x1B: self = .escape
        case 0x01...0x1A:
            guard let letter = Unicode.Scalar(UInt32(code) + 0x60) else { return nil }
            self = .control(Character(letter))
        case 0x20...:
            guard let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
            self = .character(Character(scalar))
        default: return nil
        }
    }
}
