-- Published rulebooks are numbered and never change; drafts have no number yet.
CREATE TABLE rulebooks (
    id TEXT NOT NULL PRIMARY KEY,
    number BIGINT UNIQUE,
    status TEXT NOT NULL,
    effective_from DATE NOT NULL,
    note TEXT NOT NULL,
    author TEXT NOT NULL,
    published_by TEXT,
    published_at TIMESTAMP,
    created_at TIMESTAMP NOT NULL,
    revision BIGINT NOT NULL
);
-- One rule a row, in its list (`recognition`, `equivalence`, `caps`, `gifts`) and its place there.
CREATE TABLE rules (
    rulebook_id TEXT NOT NULL REFERENCES rulebooks (id),
    code TEXT NOT NULL,
    list TEXT NOT NULL,
    place BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (rulebook_id, code)
);
