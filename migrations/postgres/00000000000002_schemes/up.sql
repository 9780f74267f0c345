CREATE TABLE schemes (
    code TEXT NOT NULL PRIMARY KEY,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    hours_per_credit BIGINT NOT NULL,
    validity_months BIGINT,
    transferable BOOLEAN NOT NULL,
    revision BIGINT NOT NULL
);
