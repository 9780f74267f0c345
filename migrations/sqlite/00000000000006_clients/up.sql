CREATE TABLE clients (
    client_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    secret_digest TEXT NOT NULL,
    scopes TEXT NOT NULL,
    status TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
-- The institutions that a client posts for, each with those below it.
CREATE TABLE client_institutions (
    client_id TEXT NOT NULL REFERENCES clients (client_id),
    institution_id TEXT NOT NULL REFERENCES institutions (id),
    PRIMARY KEY (client_id, institution_id)
) STRICT;
