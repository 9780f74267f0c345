-- Learning families. A person is in one at most; an invitation is a standing of its own.
CREATE TABLE families (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    founded_at TEXT NOT NULL
) STRICT;
CREATE TABLE family_members (
    learner_id TEXT NOT NULL,
    family_id TEXT NOT NULL,
    standing TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (learner_id, family_id)
) STRICT;
CREATE UNIQUE INDEX family_members_one ON family_members (learner_id) WHERE standing = 'member';
CREATE INDEX family_members_family ON family_members (family_id);
