-- Programs and the awards that they lead to. `groups` is JSON; an award is one person's.
CREATE TABLE programs (
    id TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    institution_id TEXT NOT NULL REFERENCES institutions (id),
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    scheme TEXT NOT NULL,
    total BIGINT NOT NULL,
    transfer_percent_max BIGINT NOT NULL,
    groups TEXT NOT NULL,
    status TEXT NOT NULL,
    revision BIGINT NOT NULL
);
CREATE INDEX programs_institution ON programs (institution_id, id);
CREATE TABLE awards (
    learner_id TEXT NOT NULL,
    id TEXT NOT NULL,
    program_id TEXT NOT NULL,
    institution_id TEXT NOT NULL,
    status TEXT NOT NULL,
    body TEXT NOT NULL,
    proposed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (learner_id, id),
    UNIQUE (learner_id, program_id)
);
CREATE UNIQUE INDEX awards_id ON awards (id, learner_id);
CREATE INDEX awards_queue ON awards (institution_id, id) WHERE status = 'proposed';
