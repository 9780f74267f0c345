CREATE TABLE schemes (
    code TEXT NOT NULL PRIMARY KEY,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    hours_per_credit INTEGER NOT NULL,
    validity_months INTEGER,
    transferable INTEGER NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
