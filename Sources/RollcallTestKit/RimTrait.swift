package import Testing

/// Runs the tests of a suite that meets real sockets, files, processes or clocks ahead of the pure ones.
///
/// All tests begin at once, and a pure one keeps its thread until it is done: at the same priority each `await` of a
/// test at the rim would wait for all of them, while the time-outs of what it tries go on.
package struct RimTrait: SuiteTrait, TestTrait, TestScoping {
    package var isRecursive: Bool { true }

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        // The group waits for its task, so nothing escapes.
        try await withoutActuallyEscaping(function) { test in
            try await withThrowingTaskGroup { group in
                group.addTask(priority: .high) { try await test() }
                try await group.waitForAll()
            }
        }
    }
}

extension Trait where Self == RimTrait {
    package static var rim: Self { Self() }
}
