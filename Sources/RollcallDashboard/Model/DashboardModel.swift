package import RollcallCore
package import RollcallWire

/// What the dashboard knows and what it shows of it. A value: messages change it (`update`), `render` draws it.
///
/// A change of the registry only marks the shown list as due; `arrange` sorts it, once a frame however many changes came.
package struct DashboardModel: Sendable {
    package internal(set) var link: Link
    /// What the watch keeps up to date, whatever is shown.
    var live = World()
    /// Set while the screens show the registry as it was.
    var travel: Travel?
    /// The oldest revision whose event is no longer kept, once it was told.
    var floor: Int64?
    var isReadingBack = false
    var outage: Outage?
    /// Set while what was recorded is played.
    package internal(set) var replay: Replay?
    package internal(set) var inspection: Inspection?

    package internal(set) var size = Size.zero
    package internal(set) var now = Moment.zero
    package internal(set) var wallTime = WallTime(milliseconds: 0)
    package let keys: KeyMap

    /// The tab's screen and what was opened from it; never empty.
    var path: [Screen] = [.overview]
    var cursors: [Screen: Cursor] = [:]
    var lastPath: [Screen]?
    var overlay: Overlay?
    var notice: Notice?

    /// The identities in the shown list, in its order.
    package internal(set) var shown: [String] = []
    var shownScreen: Screen?
    /// The first zones by name, for the overview.
    var zonesShown: [(name: String, zone: ZoneTally)] = []
    var isArrangementDue = true
    /// Until then rows keep their order, so that none moves away under a finger.
    var orderHeldUntil: Moment?
    var nextRefresh = Moment.zero
    var nextRecount = Moment.zero

    package let options: DashboardOptions
    package internal(set) var theme: Theme.Name
    package internal(set) var balancer = BalancerState()
    /// The menu of policies was asked for and opens when it is known which one is active.
    var policyMenuWaits = false
    var hasMouse: Bool
    var framesMax: Int

    var lists = Lists()
    var inputs = Inputs()
    package internal(set) var paused: Paused?
    package var highlight = Highlight.reverse
    var hasHints = true

    struct Notice: Equatable {
        static let shownFor = Duration.seconds(6)
        let text: String
        let until: Moment
    }

    package init(url: String = "", options: DashboardOptions = DashboardOptions()) {
        link = Link(url: url)
        keys = options.keys
        self.options = options
        theme = options.theme
        hasMouse = options.hasMouse
        highlight = options.highlight
        framesMax = options.framesMax
        path = [options.screen]
        balancer.turn(to: options.service)
        if options.screen == .services, let service = options.service { path.append(.instances(service: service)) }
        // On a screen without a list it waits in the list of services.
        if let filter = try? Filter(CellText.sanitized(options.filter)), !filter.isEmpty {
            lists.filters[screen.list == nil ? .services : screen] = filter
        }
    }

    /// Over the database of a daemon that need not run.
    package init(database path: String, options: DashboardOptions = DashboardOptions()) {
        self.init(options: options)
        link = Link(archive: path)
    }

    /// What is shown: the registry as it is, as it was when the screen was paused, or as it was in the past.
    package var world: World { travel?.past?.world ?? paused?.world ?? live }
    package var epoch: String { world.epoch }
    package var revision: Int64 { world.revision }
    package var census: Census { world.census }
    package var events: RecentEvents { world.events }
    package var pulse: PulseView? { world.pulse }

    package var screen: Screen { path.last ?? .overview }
    package var cursor: Cursor { cursors[screen] ?? Cursor() }
    package var layout: Layout { Layout(size) }
    package var isArchive: Bool { link.isArchive }
    package var linkState: LinkState { link.state(at: now) }

    /// What ages are counted to: the daemon's time of day, so that no two machines' clocks are compared; while the past
    /// is shown, the time that is shown.
    var daemonTime: WallTime? { asOfTime ?? presentTime }

    var presentTime: WallTime? {
        let world = paused?.world ?? live
        return world.pulse.flatMap { WallTime(rfc3339: $0.time) }?
            .advanced(by: max(.zero, world.pulseRead.duration(to: shownNow)))
    }

    func age(of time: WallTime?) -> Duration? {
        guard let time, let daemonTime else { return nil }
        return max(.zero, time.duration(to: daemonTime))
    }

    /// The identities in the rows that can be seen.
    var visible: ArraySlice<String> {
        shown.dropFirst(cursor.top).prefix(listRows)
    }
}
