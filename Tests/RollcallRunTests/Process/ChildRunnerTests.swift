import Foundation
import RollcallRun
import Testing

@Suite(.timeLimit(.minutes(5))) struct ChildRunnerTests {
    @Test(
        "a program's code is passed on, and a signal's as shells do it",
        arguments: [("exit 0", 0), ("exit 7", 7), ("kill -KILL $$", 137), ("kill -SEGV $$", 139)] as [(String, Int32)])
    func codes(_ script: String, _ code: Int32) async throws {
        #expect(try await Run().shell(script) == code)
    }

    @Test("what is not there gives 127, and what is no program 126")
    func missing() async throws {
        let run = try Run()
        #expect(await run.run(["no-such-program-here"]) == 127)
        #expect(await run.saying() == "cannot be started: it is not in PATH")
        #expect(await run.run(["/no/such/path"]) == 127)
        #expect(await run.run(["/etc/passwd"]) == 126)
        #expect(run.provider.calls.isEmpty)
    }

    @Test("a web server gets a free port, is registered with it, drained, stopped and deregistered")
    func webServer() async throws {
        let run = try Run()
        let script = """
            import http.server, os
            server = http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), http.server.SimpleHTTPRequestHandler)
            open(os.environ["FIFO"], "w").write(os.environ["PORT"] + "\\n")
            server.serve_forever()
            """
        async let code = run.python(script, port: .automatic)
        let port = UInt16(await run.fifo.line())
        #expect(port != nil)
        #expect(await run.provider.next() == .register(port: port))
        run.send(.terminate)
        #expect(await run.provider.next() == .drain(why: "stopped by SIGTERM"))
        #expect(await run.provider.next() == .deregister(why: "was ended by SIGTERM"))
        #expect(await code == 143)
    }

    @Test("a program that ignores SIGTERM is killed when its grace time is over")
    func stubborn() async throws {
        let run = try Run()
        var settings = Run.settings
        settings.grace = .milliseconds(50)
        async let code = run.shell("trap '' TERM; echo $$ > $FIFO; while :; do sleep 100; done", settings)
        let pid = try #require(Int32(await run.fifo.line()))
        #expect(await run.provider.next() == .register(port: nil))
        run.send(.terminate)
        #expect(await code == 137)
        #expect(!isAlive(pid))
        #expect(run.provider.calls.last == .deregister(why: "was ended by SIGKILL"))
    }

    @Test("a program that crashes at once is never registered, however often it is started again")
    func crashes() async throws {
        let run = try Run()
        var settings = Run.settings
        settings.restart = .onFailure
        settings.settleTime = .seconds(60)
        async let code = run.shell("exit 3", settings)
        for _ in 1...4 { #expect(await run.saying().hasPrefix("exited with code 3 after ")) }
        run.send(.terminate)
        // The signal finds it between two lives, or in one.
        let last = await code
        #expect(last == 3 || last == 143)
        #expect(run.provider.calls.isEmpty)
    }

    @Test("one that crashes after it was registered is deregistered with the cause")
    func crashesLater() async throws {
        let run = try Run()
        #expect(await run.shell("echo > $FIFO; exit 4") == 4)
        #expect(run.provider.calls == [.register(port: nil), .deregister(why: "exited with code 4")])
    }

    @Test("what a program has forked gets the signals too, and is not left behind")
    func forks() async throws {
        let run = try Run()
        async let code = run.shell("sh -c 'echo $$ > $FIFO; sleep 100; :' & sleep 100; :")
        let grandchild = try #require(Int32(await run.fifo.line()))
        #expect(isAlive(grandchild))
        run.send(.terminate)
        #expect(await code == 143)
        #expect(!isAlive(grandchild))
    }

    @Test("one that goes into the background and leaves a stubborn process is over, and so is what it left")
    func daemonizes() async throws {
        let run = try Run()
        var settings = Run.settings
        settings.grace = .milliseconds(50)
        let script = """
            sh -c 'trap "" TERM; echo $$ > $FIFO; : > $FIFO.go; while :; do sleep 100; done' &
            while [ ! -e $FIFO.go ]; do sleep 0.01; done
            exit 5
            """
        async let code = run.shell(script, settings)
        let grandchild = try #require(Int32(await run.fifo.line()))
        #expect(await code == 5)
        #expect(!isAlive(grandchild))
        #expect(run.provider.calls.last == .deregister(why: "exited with code 5"))
    }

    @Test("a signal that means nothing to the runner reaches the program")
    func passesOn() async throws {
        let run = try Run()
        async let code = run.shell("trap 'exit 9' HUP; echo > $FIFO; while :; do sleep 0.01; done")
        _ = await run.fifo.line()
        run.send(ProcessSignal(SIGHUP))
        #expect(await code == 9)
    }

    @Test("a program that was stopped hears SIGTERM all the same")
    func stopped() async throws {
        let run = try Run()
        async let code = run.shell("echo $$ > $FIFO; kill -STOP $$; sleep 100")
        _ = await run.fifo.line()
        run.send(.terminate)
        #expect(await code == 143)
    }

    @Test("a port that is known is registered as it is, and not put into the environment")
    func fixedPort() async throws {
        let run = try Run()
        async let code = run.shell("echo ${PORT:-none} > $FIFO", port: .fixed(8_080))
        #expect(await run.fifo.line() == ProcessInfo.processInfo.environment["PORT", default: "none"])
        #expect(await code == 0)
        #expect(run.provider.calls.first == .register(port: 8_080))
    }
}
