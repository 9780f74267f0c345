-- `title_key` folds case, width, spaces, punctuation and numerals: the same course under another spelling.
CREATE TABLE courses (
    id TEXT NOT NULL PRIMARY KEY,
    institution_id TEXT NOT NULL REFERENCES institutions (id),
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    category TEXT NOT NULL,
    form TEXT NOT NULL,
    level TEXT,
    hours BIGINT NOT NULL,
    declared_credits BIGINT,
    status TEXT NOT NULL,
    revision BIGINT NOT NULL,
    UNIQUE (institution_id, code)
);
CREATE INDEX courses_title_key ON courses (title_key);
