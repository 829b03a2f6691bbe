import RollcallCore

/// What a list is narrowed to: every term has to hold.
package struct Filter: Sendable, Equatable {
    package static let none = Filter(text: "", terms: [])

    /// As it was written.
    package let text: String
    let terms: [FilterTerm]

    package var isEmpty: Bool { terms.isEmpty }

    init(text: String, terms: [FilterTerm]) {
        self.text = text
        self.terms = terms
    }

    /// Reads words, `key:value[,value]`, `key>n`, `key<n` and `/pattern/`, each with a `-` before it for its opposite.
    package init(_ text: String) throws(FilterError) {
        self.init(text: text, terms: try FilterSyntax(text).terms())
    }
}

/// What is wrong with a filter, and the characters of the term it is wrong with.
package struct FilterError: Error, Sendable, Equatable {
    package let range: Range<Int>
    package let reason: String
}

struct FilterTerm: Sendable, Equatable {
    enum Test: Sendable, Equatable {
        /// Anywhere in what a row is called by.
        case word(Needle)
        case pattern(Pattern)
        case text(FilterKey, [Needle])
        case words(FilterKey, [String])
        /// The row has something under this key.
        case present(FilterKey)
        case number(FilterKey, Comparison, Double)
        case time(FilterKey, TimeBound)
    }

    enum Comparison: Sendable, Equatable {
        case less, equal, more

        func holds(_ left: Double, _ right: Double) -> Bool {
            switch self {
            case .less: left < right
            case .equal: left == right
            case .more: left > right
            }
        }
    }

    let isNegated: Bool
    let test: Test
}
