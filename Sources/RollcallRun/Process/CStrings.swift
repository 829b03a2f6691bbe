#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Runs `body` with `texts` as C wants a list of strings: with a null at its end.
func withCStrings<Answer>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Answer) -> Answer {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
}
