DROP TABLE batch_completions;
DROP TABLE batches;
DROP TABLE corrections;
ALTER TABLE audit DROP COLUMN detail;
ALTER TABLE audit DROP COLUMN sealed;
DROP INDEX learners_merged;
ALTER TABLE learners DROP COLUMN merged_into;
ALTER TABLE learners DROP COLUMN revision;
