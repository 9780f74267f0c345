-- What was put right: both values are kept. `merged_into` names the learner that a record went to.
ALTER TABLE learners ADD COLUMN merged_into TEXT;
ALTER TABLE learners ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
CREATE INDEX learners_merged ON learners (merged_into) WHERE merged_into IS NOT NULL;
-- `sealed` holds identity numbers under the bank's key; `detail` is JSON without any.
ALTER TABLE audit ADD COLUMN detail TEXT;
ALTER TABLE audit ADD COLUMN sealed TEXT;
-- How a completion stood before it was amended or revoked, as JSON.
CREATE TABLE corrections (
    learner_id TEXT NOT NULL,
    completion_id TEXT NOT NULL,
    id TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    by TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    before TEXT NOT NULL,
    PRIMARY KEY (learner_id, completion_id, id)
);
-- Completions that were posted together.
CREATE TABLE batches (
    id TEXT NOT NULL PRIMARY KEY,
    institution_id TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    by TEXT NOT NULL,
    completions BIGINT NOT NULL,
    undone_at TIMESTAMP,
    reason TEXT
);
CREATE INDEX batches_institution ON batches (institution_id, id);
CREATE TABLE batch_completions (
    batch_id TEXT NOT NULL,
    completion_id TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    PRIMARY KEY (batch_id, completion_id)
);
