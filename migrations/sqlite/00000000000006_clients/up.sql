CREATE TABLE clients (
    client_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    secret_digest TEXT NOT NULL,
    institutions TEXT NOT NULL,
    scopes TEXT NOT NULL,
    status TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
