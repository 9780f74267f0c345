-- Facts about this database itself, such as the fingerprint of the keys that it was written with.
CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
