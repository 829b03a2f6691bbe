package import RollcallCore

/// A row that a filter can be held against.
package protocol FilterSubject {
    /// Whether any of the texts it is called by passes: names, ids, addresses, metadata.
    func hasText(where passes: (String) -> Bool) -> Bool
    /// What it has under a key that is compared as text.
    func hasText(of key: FilterKey, where passes: (String) -> Bool) -> Bool
    /// The words for what it is, as `state:` and its kind know them.
    func words(of key: FilterKey) -> [String]
    func hasNumber(of key: FilterKey, where passes: (Double) -> Bool) -> Bool
    /// When it last changed, or happened.
    var time: WallTime? { get }
}
