extension Registration {
    /// The share of traffic that the instance asks for; 0 takes none.
    ///
    /// Where `weight` is left at its default, `metadata["weight"]` counts, which is where the clients of other registries
    /// put it; text that is no whole number within the limits is somebody else's and is passed over.
    package var trafficWeight: Int { Self.trafficWeight(weight, metadata: metadata["weight"]) }

    /// The same for those who have only the figures.
    package static func trafficWeight(_ weight: Int, metadata text: String?) -> Int {
        guard weight == weightDefault, let text, (1...5).contains(text.utf8.count),
            text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
            let stated = Int(text), InstanceLimits.weights.contains(stated)
        else { return weight }
        return stated
    }
}
