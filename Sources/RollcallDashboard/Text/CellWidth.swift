import RollcallCore

/// What a terminal does with one scalar.
///
/// The widths are those of Unicode's East Asian Width as glibc's `wcwidth` tells them: ambiguous ones are narrow.
package enum CellWidth: Equatable, Sendable {
    /// Takes one or two cells.
    case cells(Int)
    /// Draws onto the cell before it.
    case combining
    /// Has no shape of its own, or only changes how its neighbours are drawn; terminals disagree on the width.
    case invisible
    /// Steers the terminal, or makes text read as something it is not.
    case forbidden
    /// Nobody knows how wide it is drawn.
    case unknown
}

extension Unicode.Scalar {
    package var cellWidth: CellWidth {
        if value >= 0x20 && value < 0x7F { return .cells(1) }
        if SafeText.isForbidden(self) { return .forbidden }
        if value < 0x300 { return value == 0xAD ? .invisible : .cells(1) }
        switch value {
        case 0x1100...0x115E: return .cells(2)
        case 0x115F...0x11FF, 0x3164, 0xFFA0, 0xD7B0...0xD7FF: return .invisible
        case 0xFE00...0xFE0F, 0xE0000...0xE0FFF, 0x180B...0x180F: return .invisible
        default: break
        }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return .combining
        case .format, .control, .surrogate, .lineSeparator, .paragraphSeparator: return .invisible
        case .unassigned, .privateUse: return .unknown
        default: return .cells(isWide ? 2 : 1)
        }
    }

    private var isWide: Bool {
        // Regional indicators are emoji, but one alone is a narrow letter.
        if properties.isEmojiPresentation { return !(0x1F1E6...0x1F1FF).contains(value) }
        var low = 0
        var high = Self.wide.count
        while low < high {
            let middle = (low + high) / 2
            if Self.wide[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < Self.wide.count && Self.wide[low].contains(value)
    }

    /// EastAsianWidth.txt, W and F, without the emoji and with gaps of unassigned scalars closed.
    private static let wide: [ClosedRange<UInt32>] = [
        0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x16FE0...0x16FFF, 0x17000...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x1F3FB...0x1F3FF,
        0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ]
}
