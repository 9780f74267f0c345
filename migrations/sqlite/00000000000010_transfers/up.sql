CREATE TABLE quotes (
    learner_id TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    PRIMARY KEY (learner_id, id)
) STRICT;
CREATE TABLE transfers (
    learner_id TEXT NOT NULL,
    id TEXT NOT NULL,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    quote_id TEXT NOT NULL,
    body TEXT NOT NULL,
    verification_code TEXT NOT NULL,
    settled_by TEXT,
    take_back_until TEXT,
    requested_at TEXT NOT NULL,
    PRIMARY KEY (learner_id, id),
    UNIQUE (learner_id, quote_id)
) STRICT;
CREATE UNIQUE INDEX transfers_id ON transfers (id, learner_id);
