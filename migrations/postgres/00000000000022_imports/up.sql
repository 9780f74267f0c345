-- Imports of files: what was uploaded, what became of its rows, and what schools call their columns.
-- Rows hold numbers of documents, so they are kept under the bank's key only, many a piece.
CREATE TABLE imports (
    id TEXT NOT NULL PRIMARY KEY,
    institution_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    file TEXT NOT NULL,
    encoding TEXT NOT NULL,
    header TEXT NOT NULL,
    mapping TEXT NOT NULL,
    remembered BOOLEAN NOT NULL,
    straight_on BOOLEAN NOT NULL,
    at TIMESTAMP NOT NULL,
    by TEXT NOT NULL,
    "rows" BIGINT NOT NULL,
    done BIGINT NOT NULL,
    counts TEXT NOT NULL,
    unread TEXT NOT NULL,
    batch_id TEXT,
    problem TEXT,
    worker TEXT NOT NULL,
    beat_at TIMESTAMP NOT NULL
);
CREATE INDEX imports_institution ON imports (institution_id, id);
CREATE INDEX imports_moving ON imports (status, beat_at);
CREATE TABLE import_slices (
    import_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    sealed TEXT NOT NULL,
    PRIMARY KEY (import_id, number)
);
CREATE TABLE import_failures (
    import_id TEXT NOT NULL,
    "row" BIGINT NOT NULL,
    line BIGINT NOT NULL,
    reason TEXT NOT NULL,
    sealed TEXT NOT NULL,
    PRIMARY KEY (import_id, "row")
);
CREATE TABLE import_mappings (
    institution_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    head TEXT NOT NULL,
    mapping TEXT NOT NULL,
    used_at TIMESTAMP NOT NULL,
    PRIMARY KEY (institution_id, kind, head)
);
