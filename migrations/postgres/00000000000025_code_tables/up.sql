-- Names of the codes that are data: one row a table, its codes in their order as JSON.
CREATE TABLE code_tables (
    name TEXT NOT NULL PRIMARY KEY,
    items TEXT NOT NULL,
    revision BIGINT NOT NULL
);
