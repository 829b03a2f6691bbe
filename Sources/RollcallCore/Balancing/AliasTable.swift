/// Draws an index with a chance in proportion to its weight, in the same time however many there are.
///
/// Walker's alias method in Vose's form (Vose, "A linear algorithm for generating random numbers with a given
/// distribution", 1991), in whole numbers: n columns of the total weight each; an index fills its own column up to a
/// border, and the rest of the column belongs to its alias.
package struct AliasTable: Sendable {
    package struct Column: Sendable {
        /// As a part of 2^64: below it the column's own index is drawn, from it on the alias.
        package let border: UInt64
        package let alias: Int32
    }

    /// Empty where all weigh the same: then a column is drawn and that is all.
    package private(set) var columns: [Column] = []
    package let count: Int

    package init(weights: [Int]) {
        count = weights.count
        guard let first = weights.first, !weights.allSatisfy({ $0 == first }) else { return }
        columns = Self.columns(Self.fill(weights), height: weights.reduce(0, +))
    }

    /// How much of its own column each index fills, out of the total weight, and who has the rest.
    package static func fill(_ weights: [Int]) -> [(own: Int, alias: Int)] {
        let height = weights.reduce(0, +)
        var left = weights.map { $0 * weights.count }
        var filled = weights.indices.map { (own: height, alias: $0) }
        var light = weights.indices.filter { left[$0] < height }
        var heavy = weights.indices.filter { left[$0] >= height }
        while let small = light.popLast(), let large = heavy.last {
            filled[small] = (left[small], large)
            left[large] -= height - left[small]
            if left[large] < height {
                heavy.removeLast()
                light.append(large)
            }
        }
        return filled
    }

    private static func columns(_ filled: [(own: Int, alias: Int)], height: Int) -> [Column] {
        filled.indices.map { index in
            let (own, alias) = filled[index]
            // A full column is its own alias, so that its border does not matter.
            guard own < height else { return Column(border: .max, alias: Int32(index)) }
            return Column(border: UInt64(height).dividingFullWidth((UInt64(own), 0)).quotient, alias: Int32(alias))
        }
    }

    /// One index; there must be one.
    package func draw(using random: inout some RandomNumberGenerator) -> Int {
        // The upper half of bits × n is the column; the lower half, spread evenly over it, the height in it.
        let (column, height) = UInt64(count).multipliedFullWidth(by: random.next())
        guard !columns.isEmpty else { return Int(column) }
        let drawn = columns[Int(column)]
        return height < drawn.border ? Int(column) : Int(drawn.alias)
    }
}
