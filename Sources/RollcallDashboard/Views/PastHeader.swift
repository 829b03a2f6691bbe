import RollcallCore

/// Who, when and how to get back, in place of how fresh the present is.
func drawPastHeader(_ model: DashboardModel, on frame: inout Frame) {
    var spans = [Span(" rollcall ", .title), Span(model.host), Span("  ")]
    if let replay = model.replay { spans.append(Span("\(replay.word)  ", .past)) }
    if model.linkState != .live, !model.isArchive {
        spans += [Span(model.linkState.word, model.linkState.role), Span("  ")]
    }
    spans.append(Span(model.asOfWords ?? "", .past))
    if let position = model.pastRevision { spans.append(Span(" rev \(position)", .past)) }
    if let target = model.targetWords {
        spans.append(Span("  \(target)", .warning))
    } else if let ago = model.agoWords {
        spans.append(Span(" (\(ago) ago)", .past))
    }
    let back =
        model.isArchive ? "\(model.keys.label(for: .live)) newest" : "\(model.keys.label(for: .live)) back to live"
    let column = frame.size.columns - back.count - 1
    let isShown = Span.width(spans) + 1 <= column
    frame.put(spans, 0, 0)
    if isShown { frame.put(back, 0, column, Style(.past)) }
}

extension DashboardModel {
    /// `AS OF 21:03:11Z`, with the day when it is another than today; nil in the present.
    var asOfWords: String? {
        guard travel != nil else { return nil }
        guard let time = asOfTime else { return "AS OF ..." }
        let isToday = presentTime.map { $0.description.prefix(10) == time.description.prefix(10) } ?? false
        return "AS OF \(isToday ? "" : time.description.prefix(10) + " ")\(time.timeOfDay)Z"
    }

    /// How long ago it was; nil where there is no present to count from.
    fileprivate var agoWords: String? {
        guard let asOfTime, let presentTime else { return nil }
        return LinkState.seconds(max(.zero, asOfTime.duration(to: presentTime)))
    }

    /// Where the answer that is waited for will lead.
    fileprivate var targetWords: String? {
        guard let target = travel?.target else { return nil }
        switch target {
        case .revision(let revision): return "reading rev \(revision)"
        case .time(let time): return "reading \(time.timeOfDay)Z"
        case .lastChange(let subject, _), .nextChange(let subject, _): return "looking for \(subject.name)"
        }
    }

    var travelHints: [(key: String, words: String)] {
        func pair(_ first: Action, _ second: Action) -> String {
            "\(keys.label(for: first)) \(keys.label(for: second))"
        }
        return [
            (pair(.earlierEvent, .laterEvent), "event"), (pair(.earlierMinute, .laterMinute), "minute"),
            (pair(.earlierChange, .laterChange), "change"), (keys.label(for: .goToTime), "time"),
            (keys.label(for: .live), isArchive ? "newest" : "live"),
        ]
    }
}
