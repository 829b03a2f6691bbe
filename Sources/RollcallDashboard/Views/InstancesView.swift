import RollcallCore
import RollcallWire

func drawInstances(_ model: DashboardModel, of service: String, on frame: inout Frame) {
    guard model.census.services[service] != nil else {
        frame.put(" \(service) is not registered", model.layout.listLine.row, 0, Style(.message))
        return
    }
    drawList(model, .instances, on: &frame)
    guard let preview = model.panes.preview, let id = model.cursor.id else { return }
    frame.rule(id, preview.row, preview.column, preview.columns)
    let body = preview.split(rows: 1).1
    for (offset, line) in model.detailLines(of: id, width: body.columns).prefix(body.rows).enumerated() {
        frame.put(line, body.row + offset, in: body)
    }
}

extension InstanceView {
    /// The address and port as they are dialled.
    var authority: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }
}
