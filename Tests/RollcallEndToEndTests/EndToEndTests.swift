import Foundation
import Testing

/// The claims that only the real binary can show. Each is a program under Tests/EndToEnd that can also be run by hand,
/// with more rounds and tighter bounds; here it runs in a form that takes seconds and bears a busy machine, on which the
/// other tests run at the same time.
@Suite(.serialized, .timeLimit(.minutes(10))) struct EndToEndTests {
    @Test("what was acknowledged survives kill -9, and watchers that resume see each event once")
    func crashRounds() async throws {
        try await Program.run("crash_rounds.py", "--rounds", "25")
    }

    @Test("the daemon stops in order, whatever signals its parent left blocked")
    func stopping() async throws {
        try await Program.run("stopping.py")
    }

    @Test("a daemon that was away takes nobody down who still renews, and those who are gone after a full ttl")
    func away() async throws {
        try await Program.run("away.py", "--away", "8", "--ttl", "3", "--late", "0.5")
    }

    @Test("hostile targets fail their own checks, on time, and delay nobody else's")
    func hostileTargets() async throws {
        try await Program.run("hostile_targets.py", "--seconds", "21", "--bound", "1000")
    }

    @Test("T-19 the registry as it was is the fold over its events")
    func timeTravel() async throws {
        try await Program.run("time_travel.py")
    }

    @Test("the API answers only what its document describes")
    func conformance() async throws {
        try await Program.run("fuzz.py", "--examples", "20")
    }

    @Test("one fdatasync makes a commit durable, and nothing else costs one")
    func syncs() async throws {
        try await Program.run("fsync_count.py", "--count", "100")
    }

    @Test("callers hardly notice instances that die, fail and hang, nor a daemon that is away")
    func underFire() async throws {
        try await Program.run("under_fire.py", "--seconds", "34", "--rate", "60")
    }

    @Test("clients outlast a daemon that is killed, hangs and answers garbage, and hold no more afterwards")
    func clientRounds() async throws {
        try await Program.run("client_rounds.py", "--rounds", "24", "--hang", "5")
    }

    @Test("breakers, policies and totals are as they were after a restart, and the history tells each breaker's story")
    func trafficRestart() async throws {
        try await Program.run("traffic_restart.py")
    }

    @Test("the proxy saves every request that a failover before the first byte can save")
    func proxy() async throws {
        try await Program.run("proxy_under_load.py", "--seconds", "6")
    }

    @Test("programs of any kind are providers, and the registry tells the truth about each")
    func programs() async throws {
        try await Program.run("run_programs.py")
    }

    @Test("ten thousand instances are no burden")
    func load() async throws {
        try await Program.run("load.py", "--instances", "10000", "--patience", "15")
    }

    @Test("the dashboard follows a daemon through its death and restores the terminal")
    func dashboard() async throws {
        try await Program.run("top_in_tmux.py")
    }

    @Test("the dashboard gives the terminal back, however it ends or is stopped")
    func dashboardLeaves() async throws {
        try await Program.run("top_leaves.py")
    }

    @Test("the dashboard follows the size of its window, however fast it changes")
    func dashboardSizes() async throws {
        try await Program.run("top_sizes.py")
    }

    @Test("the dashboard is at home on terminals of many kinds")
    func dashboardKinds() async throws {
        try await Program.run("top_kinds.py")
    }

    @Test("texts from strangers steer no terminal and shift no column")
    func dashboardStrings() async throws {
        try await Program.run("top_strings.py")
    }

    @Test("the dashboard outlives its daemon, and what is pasted is text")
    func dashboardLink() async throws {
        try await Program.run("top_link.py", "--away", "1")
    }

    @Test("a terminal that nobody reads stops nothing, and nothing is written when nothing changes")
    func dashboardSlow() async throws {
        try await Program.run("top_slow.py", "--seconds", "2", "--wakeups", "50")
    }

    @Test("the dashboard goes back in time, with a daemon and over the database alone")
    func dashboardPast() async throws {
        try await Program.run("top_past.py")
    }
}
