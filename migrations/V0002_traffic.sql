-- Breakers and policies make events of new kinds. SQLite cannot change a CHECK in place, so the table is copied once;
-- the new one no longer lists the kinds, so that the next kind costs nothing.
CREATE TABLE events_copy (
    revision INTEGER PRIMARY KEY CHECK (revision > 0),
    time_ms INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind <> ''),
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
    -- Of 'registered' and 'updated': the instance as it was then; of 'breaker' and 'policy': the breaker or the policy
    -- afterwards. In JSON.
    body TEXT,
    CHECK (body IS NOT NULL OR kind NOT IN ('registered', 'updated', 'breaker', 'policy')),
    CHECK ((trigger_event IS NOT NULL) = (kind = 'status')),
    CHECK (instance IS NULL OR service IS NOT NULL)
) STRICT;

INSERT INTO events_copy
SELECT revision, time_ms, kind, instance, service, from_status, to_status, trigger_event, fields, is_active, cause, body
FROM events ORDER BY revision;

DROP TABLE events;
ALTER TABLE events_copy RENAME TO events;
CREATE INDEX events_of_instance ON events (instance, kind) WHERE instance IS NOT NULL;
CREATE INDEX events_of_service ON events (service, kind) WHERE service IS NOT NULL;
CREATE INDEX events_of_kind ON events (kind);

-- The breakers that ever left closed, as they are, in JSON; a breaker without a row is closed and always was.
CREATE TABLE breakers (
    instance TEXT PRIMARY KEY NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    body TEXT NOT NULL CHECK (body <> '')
) STRICT;

-- How calls to a service are balanced, in JSON, where that was ever set.
CREATE TABLE policies (
    service TEXT PRIMARY KEY NOT NULL CHECK (length(service) BETWEEN 1 AND 63),
    body TEXT NOT NULL CHECK (body <> '')
) STRICT;

-- Picks and outcomes since an instance was registered, written down from time to time and at the end.
CREATE TABLE totals (
    instance TEXT PRIMARY KEY NOT NULL REFERENCES instances (id) ON DELETE CASCADE,
    body TEXT NOT NULL CHECK (body <> '')
) STRICT;
