-- Identity numbers are never stored in clear: `id_digest` is a keyed hash to find a person by,
-- `id_sealed` the number under the bank's key, `id_last` its last four characters for the counter.
CREATE TABLE learners (
    id TEXT NOT NULL PRIMARY KEY,
    id_type TEXT NOT NULL,
    id_digest TEXT NOT NULL UNIQUE,
    id_sealed TEXT NOT NULL,
    id_last TEXT NOT NULL,
    name TEXT NOT NULL,
    born_on TEXT,
    sex TEXT,
    street TEXT,
    phone_sealed TEXT,
    activation_digest TEXT,
    created_at TEXT NOT NULL
) STRICT;
CREATE TABLE cards (
    number TEXT NOT NULL PRIMARY KEY,
    learner_id TEXT NOT NULL,
    status TEXT NOT NULL,
    opened_at TEXT NOT NULL
) STRICT;
CREATE INDEX cards_learner ON cards (learner_id);
