import RollcallCore

// How the dashboard looks and behaves, whatever it shows.
extension DashboardModel {
    mutating func openBalancer() {
        guard screen != .balancer else { return }
        arrange()
        turnToBalancer(selectedService)
        path.append(.balancer)
        turn()
    }

    mutating func turnTheme() {
        let all = Theme.Name.allCases
        theme = all[((all.firstIndex(of: theme) ?? 0) + 1) % all.count]
        say("theme \(theme.rawValue)")
    }

    mutating func toggleMouse() -> [Command] {
        hasMouse.toggle()
        say(hasMouse ? "mouse on; Shift-drag marks text" : "mouse off")
        return [.mouse(hasMouse)]
    }

    mutating func changeFrames(by step: Int) -> [Command] {
        let range = DashboardOptions.framesRange
        let wanted = framesMax + step
        framesMax = min(max(range.lowerBound, wanted), range.upperBound)
        say("at most \(framesMax) frames a second")
        return [.framesMax(framesMax)]
    }
}
