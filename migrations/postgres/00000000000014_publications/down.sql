DROP TABLE simulations;
DROP TABLE reevaluations;
ALTER TABLE rulebooks DROP COLUMN editors;
ALTER TABLE rulebooks DROP COLUMN publication;
ALTER TABLE rulebooks DROP COLUMN submitted_at;
