/// The dashboard as a frame. Pure: the same model, size and theme give the same frame.
package func render(_ model: DashboardModel, size: Size, theme: Theme = .standard) -> Frame {
    var model = model
    if model.size != size { _ = model.update(.resize(size), at: model.now) }
    model.arrange()
    var frame = Frame(size: size, isASCII: theme.isASCII)
    switch model.layout.sizeClass {
    case .word: drawWord(model, on: &frame)
    case .nano: drawNano(model, on: &frame)
    case .full:
        drawChrome(model, on: &frame)
        drawBody(model, on: &frame)
    }
    switch model.overlay {
    case nil: break
    case .help(let top): drawHelp(model, top: top, on: &frame)
    case .menu(let menu): drawMenu(menu, on: &frame)
    case .dialog(let dialog): drawDialog(dialog, on: &frame)
    case .text(let box): drawText(box, on: &frame)
    case .goToTime(let text): drawGoToTime(model, text, on: &frame)
    case .input(let input):
        if input.purpose == .help { drawHelp(model, top: 0, on: &frame) }
        drawInput(model, input, on: &frame)
    case .columns(let chooser): drawColumns(model, chooser, on: &frame)
    }
    if model.isTravelling { frame.recolour(.border, as: .past) }
    return frame
}

private func drawBody(_ model: DashboardModel, on frame: inout Frame) {
    switch model.linkState {
    case .connecting(let attempt, let reason, let retryIn):
        return drawConnecting(model, attempt, reason, retryIn, on: &frame)
    case .incompatible where model.revision == 0, .unauthorized where model.revision == 0: return
    case .incompatible, .unauthorized, .live, .lag, .stale, .resync, .archive: break
    }
    switch model.screen {
    case .overview: drawOverview(model, on: &frame)
    case .services: drawServices(model, on: &frame)
    case .events: drawEvents(model, on: &frame)
    case .balancer: drawBalancer(model, on: &frame)
    case .instances(let service): drawInstances(model, of: service, on: &frame)
    case .instance(let id): drawInstance(model, id, on: &frame)
    }
}

private func drawConnecting(
    _ model: DashboardModel, _ attempt: Int, _ reason: String?, _ retryIn: Duration?, on frame: inout Frame
) {
    let area = model.layout.body
    var lines = [Span("connecting to \(model.link.url)", .title)]
    if attempt > 1 { lines.append(Span("attempt \(attempt)")) }
    if let reason { lines.append(Span("last: \(reason)", .warning)) }
    if let hint = reason.flatMap(connectionHint) { lines.append(Span(hint)) }
    if let retryIn {
        let open = model.keys.label(for: .open)
        lines.append(Span("next try in \(LinkState.seconds(retryIn)); \(open) tries now", .dim))
    }
    for (index, line) in lines.enumerated() where index + 2 < area.rows {
        frame.put([line], area.row + 2 + index, area.column + 2)
    }
}
