-- Transcripts as they were when they were issued; `body` is JSON.
CREATE TABLE transcripts (
    learner_id TEXT NOT NULL,
    id TEXT NOT NULL,
    verification_code TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (learner_id, id)
) STRICT;
-- Links by which one reader sees a record until a day. `completions` is a JSON list of ids; none is
-- the whole transcript. Of the link only a keyed hash is kept.
CREATE TABLE shares (
    learner_id TEXT NOT NULL,
    id TEXT NOT NULL,
    reader TEXT NOT NULL,
    completions TEXT,
    valid_until TEXT NOT NULL,
    created_at TEXT NOT NULL,
    withdrawn_at TEXT,
    PRIMARY KEY (learner_id, id)
) STRICT;
CREATE TABLE share_tokens (
    digest TEXT NOT NULL PRIMARY KEY,
    learner_id TEXT NOT NULL,
    share_id TEXT NOT NULL
) STRICT;
CREATE TABLE share_readings (
    learner_id TEXT NOT NULL,
    share_id TEXT NOT NULL,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    browser TEXT NOT NULL,
    device TEXT NOT NULL,
    network TEXT NOT NULL,
    PRIMARY KEY (learner_id, share_id, id)
) STRICT;
