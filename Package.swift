// swift-tools-version: 6.2
import PackageDescription

// The manifest is the layer diagram: a target may import what stands above it here, and only what its line names.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func layer(_ name: String, on layers: [String] = [], _ products: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: layers.map { .target(name: $0) } + products, swiftSettings: strict)
}

func tests(_ name: String, on layers: [String], _ products: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: name, dependencies: layers.map { .target(name: $0) } + products, swiftSettings: strict)
}

extension Target.Dependency {
    static let asyncAlgorithms = product(name: "AsyncAlgorithms", package: "swift-async-algorithms")
    static let collections = product(name: "Collections", package: "swift-collections")
    static let deque = product(name: "DequeModule", package: "swift-collections")
    static let heap = product(name: "HeapModule", package: "swift-collections")
    static let hashTrees = product(name: "HashTreeCollections", package: "swift-collections")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let sqlite = product(name: "GRDBSQLite", package: "GRDB.swift")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdTesting = product(name: "HummingbirdTesting", package: "hummingbird")
    static let httpClient = product(name: "AsyncHTTPClient", package: "async-http-client")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let lifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let logging = product(name: "Logging", package: "swift-log")
    static let configuration = product(name: "Configuration", package: "swift-configuration")
    static let systemPackage = product(name: "SystemPackage", package: "swift-system")
    static let yams = product(name: "Yams", package: "Yams")
    static let arguments = product(name: "ArgumentParser", package: "swift-argument-parser")
}

let package = Package(
    name: "rollcall",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "rollcall", targets: ["rollcall"]),
        .library(name: "RollcallClient", targets: ["RollcallClient", "RollcallCore"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-async-algorithms", from: "1.1.4"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(
            url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // 2.100.0 is the first without CVE-2026-28980 (unbounded header blocks).
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        layer("RollcallCore", [.heap, .hashTrees]),
        layer("RollcallJSON"),
        layer("RollcallWire", on: ["RollcallCore", "RollcallJSON"]),
        .target(
            name: "Migrations", path: "migrations", exclude: [],
            resources: [.embedInCode("V0001_registry.sql"), .embedInCode("V0002_traffic.sql")],
            swiftSettings: strict),
        .target(
            name: "Assets", path: "assets", exclude: ["rollcall.service", "screens"],
            resources: [.embedInCode("openapi.json"), .embedInCode("rollcall.yaml")], swiftSettings: strict),
        .target(
            name: "CTerminal",
            linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),

        layer("RollcallStore", on: ["RollcallCore", "RollcallJSON", "Migrations"], [.grdb, .sqlite]),
        layer("RollcallRegistry", on: ["RollcallCore"], [.lifecycle, .logging]),
        layer("RollcallTraffic", on: ["RollcallCore", "RollcallRegistry"], [.logging]),
        layer(
            "RollcallHealth", on: ["RollcallCore", "RollcallRegistry"],
            [.deque, .heap, .httpClient, .nioCore, .nioPosix, .nioHTTP1, .nioSSL, .logging]),
        layer(
            "RollcallHTTP",
            on: ["RollcallCore", "RollcallJSON", "RollcallRegistry", "RollcallTraffic", "RollcallWire"],
            [.asyncAlgorithms, .hummingbird, .httpTypes, .nioCore, .lifecycle, .logging]),
        layer(
            "RollcallClient", on: ["RollcallCore", "RollcallJSON", "RollcallWire"],
            [.httpClient, .lifecycle, .logging, .nioCore, .nioHTTP1, .nioPosix]),

        // What becomes of connections and of programs; neither knows the registry.
        layer("RollcallProxy", on: ["RollcallCore"], [.nioCore, .nioPosix, .logging]),
        .target(name: "CProcess"),
        layer("RollcallRun", on: ["RollcallCore", "CProcess"]),

        layer("RollcallDashboard", on: ["RollcallCore", "RollcallJSON", "RollcallWire"]),
        layer("RollcallTerminal", on: ["RollcallCore", "RollcallDashboard", "CTerminal"]),

        layer(
            "RollcallDaemon",
            on: [
                "RollcallCore", "RollcallStore", "RollcallRegistry", "RollcallTraffic", "RollcallHealth",
                "RollcallWire",
                "RollcallHTTP", "Assets",
            ],
            [.configuration, .hummingbird, .lifecycle, .logging, .nioCore, .systemPackage, .yams]),
        .executableTarget(
            name: "rollcall",
            dependencies: [
                "RollcallCore", "RollcallWire", "RollcallStore", "RollcallClient", "RollcallDashboard",
                "RollcallTerminal", "RollcallProxy", "RollcallRun", "RollcallDaemon", .arguments, .hummingbird,
                .lifecycle, .unixSignals, .logging,
                .httpClient, .nioCore, .nioPosix, .nioHTTP1,
            ],
            swiftSettings: strict),

        .executableTarget(
            name: "RollcallExample",
            dependencies: [
                "RollcallClient", "RollcallCore", .httpClient, .hummingbird, .lifecycle, .logging, .nioHTTP1,
            ],
            swiftSettings: strict),

        layer("RollcallTestKit", on: ["RollcallCore", "RollcallRegistry"], [.logging]),
        tests("HouseRulesTests", on: []),
        tests("RollcallCoreTests", on: ["RollcallCore", "RollcallTestKit"]),
        tests(
            "RollcallTrafficTests", on: ["RollcallCore", "RollcallRegistry", "RollcallTestKit", "RollcallTraffic"],
            [.logging]),
        tests("RollcallWireTests", on: ["RollcallCore", "RollcallJSON", "RollcallTestKit", "RollcallWire"]),
        tests("RollcallRegistryTests", on: ["RollcallCore", "RollcallRegistry", "RollcallTestKit"], [.logging]),
        tests(
            "RollcallProxyTests", on: ["RollcallCore", "RollcallProxy", "RollcallTestKit"],
            [.nioCore, .nioPosix, .logging]),
        tests("RollcallRunTests", on: ["RollcallCore", "RollcallRun", "CProcess", "RollcallTestKit"]),
        tests("RollcallEndToEndTests", on: []),
        .testTarget(
            name: "RollcallDashboardTests", dependencies: ["RollcallCore", "RollcallWire", "RollcallDashboard"],
            exclude: ["Goldens"], swiftSettings: strict),
        tests(
            "RollcallTerminalTests",
            on: ["RollcallCore", "RollcallWire", "RollcallDashboard", "RollcallTerminal", "CTerminal"]),
        tests("RollcallStoreTests", on: ["RollcallCore", "RollcallStore", "RollcallTestKit", "Migrations"], [.grdb]),
        tests(
            "RollcallClientTests",
            on: [
                "RollcallClient", "RollcallCore", "RollcallHTTP", "RollcallRegistry", "RollcallTestKit",
                "RollcallTraffic",
                "RollcallWire",
            ],
            [.hummingbird, .httpTypes, .lifecycle, .logging, .nioHTTP1]),
        tests(
            "RollcallCommandTests",
            on: [
                "rollcall", "RollcallClient", "RollcallCore", "RollcallDashboard", "RollcallTerminal", "RollcallWire",
            ], [.arguments]),
        tests(
            "RollcallHealthTests", on: ["RollcallCore", "RollcallRegistry", "RollcallHealth", "RollcallTestKit"],
            [.logging, .nioCore, .nioPosix, .nioSSL]),
    ]
)
