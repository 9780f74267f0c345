-- Who teaches. `path` holds the codes from the top of the network down to this one, `/HP-CC/HP-CS1/`,
-- so that "those below" is one prefix search.
CREATE TABLE institutions (
    id TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_id TEXT REFERENCES institutions (id),
    path TEXT NOT NULL,
    credit_code TEXT UNIQUE,
    grade_scale TEXT NOT NULL,
    status TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX institutions_path ON institutions (path);
