package import RollcallJSON

extension PulseView: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("epoch", epoch)
            writer.field("revision", revision)
            writer.field("time", time)
            if let monotonicMilliseconds { writer.field("mono_ms", monotonicMilliseconds) }
            writer.field("instances", instances)
            writer.field("services", services)
            writer.field("leases", leases)
            if let breakers { writer.field("breakers", breakers) }
            if let store { writer.field("store", store) }
            if let watchers { writer.field("watchers", watchers) }
            writer.field("self_preservation", selfPreservation)
        }
    }
}

extension CountsView: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("up", up)
            writer.field("down", down)
            writer.field("starting", starting)
            writer.field("out_of_service", outOfService)
            writer.field("total", total)
        }
    }
}

extension StatusView.Leases: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("held", held)
            writer.field("expired", expired)
            if let under5s { writer.field("under_5s", under5s) }
            if let under15s { writer.field("under_15s", under15s) }
            if let renewalsPerSecond { writer.field("renewals_per_second", renewalsPerSecond) }
            if let expiredLastHour { writer.field("expired_last_hour", expiredLastHour) }
        }
    }
}

extension PulseView.Breakers: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("open", open)
            writer.field("half_open", halfOpen)
            writer.field("forced", forced)
        }
    }
}

extension PulseView.Store: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("database_bytes", databaseBytes)
            writer.field("wal_bytes", walBytes)
            writer.field("events", events)
            if let commitMillisecondsP99 { writer.field("commit_ms_p99", commitMillisecondsP99) }
            if let diskUsedShare { writer.field("disk_used_share", diskUsedShare) }
        }
    }
}
