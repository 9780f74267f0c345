-- How a rulebook came to be published: `publication` is JSON of the mode, the note and what was accepted.
ALTER TABLE rulebooks ADD COLUMN submitted_at TEXT;
ALTER TABLE rulebooks ADD COLUMN publication TEXT;
-- Ids of the users, beside the author, who changed it while it was a draft: a JSON list.
ALTER TABLE rulebooks ADD COLUMN editors TEXT NOT NULL DEFAULT '[]';
-- Completions that are decided again after a publication, person by person in id order. `last_learner` is
-- how far it came: what was interrupted goes on from there.
CREATE TABLE reevaluations (
    rulebook_id TEXT NOT NULL PRIMARY KEY REFERENCES rulebooks (id),
    since TEXT NOT NULL,
    status TEXT NOT NULL,
    last_learner TEXT NOT NULL,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    changed INTEGER NOT NULL
) STRICT;
-- The last simulation of a draft, with its impact as JSON once it is done.
CREATE TABLE simulations (
    rulebook_id TEXT NOT NULL PRIMARY KEY REFERENCES rulebooks (id),
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    since TEXT NOT NULL,
    status TEXT NOT NULL,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    impact TEXT
) STRICT;
