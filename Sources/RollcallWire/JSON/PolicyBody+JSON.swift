package import RollcallJSON

extension PolicyBody: JSONWritable, JSONReadable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            if let policy { writer.field("policy", policy) }
            if let zonePreference { writer.field("zone_preference", zonePreference) }
            if let slowStart { writer.field("slow_start", slowStart) }
            if let panicThreshold { writer.field("panic_threshold", panicThreshold) }
            if let ejectionShare { writer.field("ejection_share", ejectionShare) }
            if let breaker { writer.field("breaker", breaker) }
        }
    }

    package init(from reader: inout JSONReader) throws {
        self.init()
        try reader.object { field, reader in
            switch field {
            case "policy": policy = try reader.string()
            case "zone_preference": zonePreference = try reader.bool()
            case "slow_start": slowStart = try reader.string()
            case "panic_threshold": panicThreshold = try reader.number()
            case "ejection_share": ejectionShare = try reader.number()
            case "breaker": breaker = try BreakerSettingsBody(from: &reader)
            default: try reader.skip()
            }
        }
    }
}

extension BreakerSettingsBody: JSONWritable, JSONReadable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            if let enabled { writer.field("enabled", enabled) }
            if let consecutiveFailures { writer.field("consecutive_failures", consecutiveFailures) }
            if let failureRate { writer.field("failure_rate", failureRate) }
            if let slowCallRate { writer.field("slow_call_rate", slowCallRate) }
            if let slowCall { writer.field("slow_call", slowCall) }
            if let windowSize { writer.field("window_size", windowSize) }
            if let minimumCalls { writer.field("minimum_calls", minimumCalls) }
            if let probeCountMax { writer.field("probe_count_max", probeCountMax) }
            if let successesToClose { writer.field("successes_to_close", successesToClose) }
            if let probeTimeout { writer.field("probe_timeout", probeTimeout) }
            if let openBase { writer.field("open_base", openBase) }
            if let openMax { writer.field("open_max", openMax) }
            if let jitter { writer.field("jitter", jitter) }
            if let forgetAfter { writer.field("forget_after", forgetAfter) }
        }
    }

    package init(from reader: inout JSONReader) throws {
        self.init()
        try reader.object { field, reader in
            switch field {
            case "enabled": enabled = try reader.bool()
            case "consecutive_failures": consecutiveFailures = Int(try reader.integer())
            case "failure_rate": failureRate = try reader.number()
            case "slow_call_rate": slowCallRate = try reader.number()
            case "slow_call": slowCall = try reader.string()
            case "window_size": windowSize = Int(try reader.integer())
            case "minimum_calls": minimumCalls = Int(try reader.integer())
            case "probe_count_max": probeCountMax = Int(try reader.integer())
            case "successes_to_close": successesToClose = Int(try reader.integer())
            case "probe_timeout": probeTimeout = try reader.string()
            case "open_base": openBase = try reader.string()
            case "open_max": openMax = try reader.string()
            case "jitter": jitter = try reader.number()
            case "forget_after": forgetAfter = try reader.string()
            default: try reader.skip()
            }
        }
    }
}
