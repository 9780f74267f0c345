-- The first answer to each `Idempotency-Key`, kept for seven days.
CREATE TABLE idempotency_keys (
    caller TEXT NOT NULL,
    key TEXT NOT NULL,
    body_digest TEXT NOT NULL,
    status INTEGER,
    answer TEXT,
    created_at TEXT NOT NULL,
    PRIMARY KEY (caller, key)
) STRICT;
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
