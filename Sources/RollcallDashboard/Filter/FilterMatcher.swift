package import RollcallCore

/// Holds rows against a filter at one moment. Made anew for every pass over a list; what its patterns learn lasts as
/// long as the pass.
package struct FilterMatcher: Sendable {
    private let filter: Filter
    private let now: WallTime?
    /// By the number of their term.
    private var patterns: [PatternMatcher?]

    package init(_ filter: Filter, at now: WallTime?) {
        self.filter = filter
        self.now = now
        patterns = filter.terms.map { term in
            if case .pattern(let pattern) = term.test { PatternMatcher(pattern) } else { nil }
        }
    }

    package mutating func matches(_ subject: some FilterSubject) -> Bool {
        for (index, term) in filter.terms.enumerated() {
            if holds(term.test, index, subject) == term.isNegated { return false }
        }
        return true
    }

    private mutating func holds(_ test: FilterTerm.Test, _ index: Int, _ subject: some FilterSubject) -> Bool {
        switch test {
        case .word(let needle): return subject.hasText(where: needle.isIn)
        case .pattern:
            guard var matcher = patterns[index] else { return false }
            // Taken out while it learns, so that nothing is copied.
            patterns[index] = nil
            let isFound = subject.hasText { matcher.matches($0) }
            patterns[index] = matcher
            return isFound
        case .text(let key, let needles):
            return subject.hasText(of: key) { text in needles.contains { $0.isIn(text) } }
        case .words(let key, let wanted):
            return subject.words(of: key).contains { word in wanted.contains { word.hasPrefix($0) } }
        case .present(let key): return isPresent(key, subject)
        case .number(let key, let comparison, let bound):
            return subject.hasNumber(of: key) { comparison.holds($0, bound) }
        case .time(let key, let bound):
            guard let time = subject.time, let now else { return false }
            return key == .since ? time >= bound.time(at: now) : time <= bound.time(at: now)
        }
    }

    private func isPresent(_ key: FilterKey, _ subject: some FilterSubject) -> Bool {
        switch key.kind {
        case .text: subject.hasText(of: key) { !$0.isEmpty }
        case .words: !subject.words(of: key).isEmpty
        case .number, .count: subject.hasNumber(of: key) { _ in true }
        case .time: subject.time != nil
        }
    }
}
