-- Who did or looked at what. Append-only.
CREATE TABLE audit (
    id TEXT NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    request_id TEXT NOT NULL,
    address TEXT NOT NULL
) STRICT;
CREATE INDEX audit_subject ON audit (subject, id);
