/// A time of day for people and disks: milliseconds since 1970-01-01T00:00:00Z. Never used to measure a span.
public struct WallTime: Codable, Sendable, Hashable, Comparable {
    /// Since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64

    /// So many after 1970-01-01T00:00:00Z.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// In order of time.
    public static func < (left: WallTime, right: WallTime) -> Bool { left.milliseconds < right.milliseconds }

    /// So much later.
    public func advanced(by duration: Duration) -> WallTime {
        WallTime(milliseconds: milliseconds + duration.milliseconds)
    }

    /// How far `later` lies ahead of this time, by the wall clock of one machine.
    public func duration(to later: WallTime) -> Duration {
        .milliseconds(later.milliseconds - milliseconds)
    }
}

/// RFC 3339 in UTC. The calendar arithmetic is Howard Hinnant's `days_from_civil` and its inverse, for the
/// proleptic Gregorian calendar.
extension WallTime: CustomStringConvertible {
    /// `2026-11-22T23:14:37.123Z`
    public var description: String {
        let day = milliseconds.flooredQuotient(86_400_000)
        let inDay = milliseconds - day * 86_400_000
        let (year, month, dayOfMonth) = Self.civil(day)
        // A list shows four times an instance: digit by digit into place is many times faster than interpolation.
        return String(unsafeUninitializedCapacity: 32) { text in
            var count = 0
            Self.append(year, 4, "-", text, &count)
            Self.append(month, 2, "-", text, &count)
            Self.append(dayOfMonth, 2, "T", text, &count)
            Self.append(inDay / 3_600_000, 2, ":", text, &count)
            Self.append(inDay / 60_000 % 60, 2, ":", text, &count)
            Self.append(inDay / 1_000 % 60, 2, ".", text, &count)
            Self.append(inDay % 1_000, 3, "Z", text, &count)
            return count
        }
    }

    /// `23:14:37`, the time of day in UTC.
    public var timeOfDay: String {
        let start = description.utf8.count - "23:14:37.123Z".utf8.count
        return String(description.dropFirst(start).prefix(8))
    }

    /// Writes `number` with at least `width` digits, and what follows it. No year of 64 bits of milliseconds has more
    /// than nine digits: there is room for all.
    private static func append(
        _ number: Int64, _ width: Int, _ next: Unicode.Scalar, _ text: UnsafeMutableBufferPointer<UInt8>,
        _ count: inout Int
    ) {
        let start = count
        var rest = number.magnitude
        while rest > 0 || count - start < width {
            text[count] = UInt8(ascii: "0") + UInt8(rest % 10)
            count += 1
            rest /= 10
        }
        if number < 0 {
            text[count] = UInt8(ascii: "-")
            count += 1
        }
        text[start..<count].reverse()
        text[count] = UInt8(ascii: next)
        count += 1
    }

    /// Reads `2026-11-22T23:14:37Z`, with or without a fraction, with `Z` or an offset such as `+01:00`.
    public init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        func number(_ start: Int, _ count: Int) -> Int64? {
            guard start + count <= bytes.count else { return nil }
            var value: Int64 = 0
            for byte in bytes[start..<start + count] {
                guard (48...57).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - 48)
            }
            return value
        }
        func has(_ character: Character, _ index: Int) -> Bool {
            index < bytes.count && bytes[index] == character.asciiValue
        }
        guard let year = number(0, 4), has("-", 4), let month = number(5, 2), (1...12).contains(month), has("-", 7),
            let day = number(8, 2), (1...31).contains(day), has("T", 10) || has("t", 10) || has(" ", 10),
            let hour = number(11, 2), hour < 24, has(":", 13), let minute = number(14, 2), minute < 60,
            has(":", 16), let second = number(17, 2), second <= 60
        else { return nil }
        var index = 19
        var fraction: Int64 = 0
        if has(".", index) {
            index += 1
            var scale: Int64 = 100
            let first = index
            while let digit = number(index, 1) {
                fraction += digit * scale
                scale /= 10
                index += 1
            }
            guard index > first else { return nil }
        }
        var offset: Int64 = 0
        if has("Z", index) || has("z", index) {
            index += 1
        } else if has("+", index) || has("-", index) {
            guard let hours = number(index + 1, 2), hours < 24, has(":", index + 3), let minutes = number(index + 4, 2),
                minutes < 60
            else { return nil }
            offset = (hours * 60 + minutes) * (has("-", index) ? -1 : 1)
            index += 6
        } else {
            return nil
        }
        guard index == bytes.count else { return nil }
        let days = Self.days(year, month, day)
        // The 31st of February would come out as the 3rd of March.
        guard Self.civil(days).month == month else { return nil }
        let minutes = (days * 24 + hour) * 60 + minute - offset
        self.init(milliseconds: (minutes * 60 + second) * 1_000 + fraction)
    }

    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.flooredQuotient(400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted.flooredQuotient(146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

extension Int64 {
    fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : (self - divisor + 1) / divisor
    }
}
