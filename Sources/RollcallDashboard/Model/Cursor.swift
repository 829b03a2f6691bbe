/// A place in a list: an identity, and the row it was last seen at.
package struct Cursor: Sendable, Equatable {
    package internal(set) var id: String?
    package internal(set) var index = 0
    /// The first row that is shown.
    package internal(set) var top = 0

    mutating func move(to wanted: Int, in ids: [String]) {
        guard !ids.isEmpty else { return }
        index = min(max(0, wanted), ids.count - 1)
        id = ids[index]
    }

    /// Finds its identity again in a list that changed; one that is gone leaves the cursor on its row. True when gone.
    /// `keepsLine` scrolls the list so that the cursor stays on its line of the screen.
    mutating func settle(in ids: [String], page: Int, keepsLine: Bool = false) -> Bool {
        var isGone = false
        let line = index - top
        if let id, ids.indices.contains(index), ids[index] == id {
            // Where it was: looking through ten thousand can be spared.
        } else if let id, let found = ids.firstIndex(of: id) {
            index = found
        } else {
            isGone = id != nil
            id = nil
            move(to: index, in: ids)
        }
        if ids.isEmpty { index = 0 }
        let page = max(1, page)
        if keepsLine { top = index - line }
        top = min(max(top, index - page + 1), index)
        top = max(0, min(top, ids.count - page))
        return isGone
    }
}
