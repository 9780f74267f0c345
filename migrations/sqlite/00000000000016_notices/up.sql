-- What the bank tells people, written in the transaction that it is about. `changes` is JSON.
CREATE TABLE notices (
    learner_id TEXT NOT NULL,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    read_at TEXT,
    kind TEXT NOT NULL,
    rulebook INTEGER,
    note TEXT NOT NULL,
    changes TEXT NOT NULL,
    PRIMARY KEY (learner_id, id)
) STRICT;
CREATE INDEX notices_unread ON notices (learner_id) WHERE read_at IS NULL;
