-- What the registry is at: exactly one row.
CREATE TABLE registry (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- Revisions of different epochs must not be compared.
    epoch TEXT NOT NULL CHECK (length(epoch) BETWEEN 1 AND 64),
    revision INTEGER NOT NULL CHECK (revision >= 0),
    -- The newest revision whose event is no longer shown, and when it happened.
    floor INTEGER NOT NULL DEFAULT 0 CHECK (floor BETWEEN 0 AND revision),
    floor_time_ms INTEGER CHECK ((floor_time_ms IS NULL) = (floor = 0)),
    -- 1 between an orderly stop and the next start.
    is_clean INTEGER NOT NULL CHECK (is_clean IN (0, 1))
) STRICT;

-- The instances as they are. Empty text stands for no metadata, tags or checks.
CREATE TABLE instances (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
    service TEXT NOT NULL CHECK (length(service) BETWEEN 1 AND 63),
    address TEXT NOT NULL CHECK (address <> ''),
    port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
    weight INTEGER NOT NULL CHECK (weight >= 0),
    priority INTEGER NOT NULL CHECK (priority >= 0),
    zone TEXT NOT NULL,
    metadata TEXT NOT NULL,
    tags TEXT NOT NULL,
    checks TEXT NOT NULL,
    ttl_ms INTEGER NOT NULL CHECK (ttl_ms > 0),
    evict_after_ms INTEGER NOT NULL CHECK (evict_after_ms >= 0),
    status TEXT NOT NULL CHECK (status IN ('UP', 'DOWN', 'STARTING', 'OUT_OF_SERVICE')),
    status_trigger TEXT,
    status_cause TEXT NOT NULL,
    status_since_ms INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    revision INTEGER NOT NULL CHECK (revision > 0),
    renewed_ms INTEGER NOT NULL
) STRICT;

-- The history. Above the floor revisions follow one another without a gap and times never fall, so that a time is
-- found by halving. At and below the floor only those rows stay which tell how an instance stood there.
CREATE TABLE events (
    revision INTEGER PRIMARY KEY CHECK (revision > 0),
    time_ms INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN (
        'registered', 'updated', 'status', 'deregistered', 'evicted', 'self_preservation', 'started')),
    instance TEXT,
    service TEXT,
    from_status TEXT,
    to_status TEXT,
    trigger_event TEXT,
    -- Of 'updated': the names of the parts that changed, with commas between.
    fields TEXT,
    -- Of 'self_preservation'.
    is_active INTEGER CHECK (is_active IN (0, 1)),
    cause TEXT NOT NULL,
    -- Of 'registered' and 'updated': the instance as it was then, in JSON.
    body TEXT,
    CHECK ((body IS NOT NULL) = (kind IN ('registered', 'updated'))),
    CHECK ((trigger_event IS NOT NULL) = (kind = 'status')),
    CHECK ((instance IS NULL) = (kind IN ('self_preservation', 'started'))),
    CHECK ((instance IS NULL) = (service IS NULL))
) STRICT;

-- The revision ends every index entry by itself: it is the rowid. With the kind before it a page costs the same however
-- rare its kinds are, and the newest event of a kind is one step away.
CREATE INDEX events_of_instance ON events (instance, kind) WHERE instance IS NOT NULL;
CREATE INDEX events_of_service ON events (service, kind) WHERE service IS NOT NULL;
CREATE INDEX events_of_kind ON events (kind);
