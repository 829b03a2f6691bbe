import Foundation
import RollcallCore

extension WallTime {
    /// The wall clock of this machine.
    static var now: WallTime { WallTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
}
