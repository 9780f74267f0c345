-- The learner leads the key: one learner's rows stand together, on one shard where there are several.
CREATE TABLE completions (
    learner_id TEXT NOT NULL,
    id TEXT NOT NULL,
    institution_id TEXT NOT NULL,
    external_id TEXT NOT NULL,
    posted_name TEXT,
    status TEXT NOT NULL,
    course_code TEXT NOT NULL,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    category TEXT NOT NULL,
    form TEXT NOT NULL,
    level TEXT,
    started_on TEXT,
    ended_on TEXT NOT NULL,
    hours INTEGER NOT NULL,
    grade TEXT,
    score INTEGER,
    declared_credits INTEGER,
    evidence TEXT NOT NULL,
    decision TEXT NOT NULL,
    scheme TEXT,
    worth INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    posted INTEGER NOT NULL,
    transaction_id TEXT,
    verification_code TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (learner_id, id)
) STRICT;
CREATE UNIQUE INDEX completions_id ON completions (id, learner_id);
CREATE INDEX completions_institution ON completions (institution_id, id);
-- What must be unique across learners stands in a table of its own.
CREATE TABLE external_ids (
    institution_id TEXT NOT NULL,
    external_id TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    completion_id TEXT NOT NULL,
    PRIMARY KEY (institution_id, external_id)
) STRICT;
