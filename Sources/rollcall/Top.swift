import ArgumentParser
struct Top: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "x")
}
