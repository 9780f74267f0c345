-- What is open about a completion that needs a decision: `clash` or `name_differs`.
ALTER TABLE completions ADD COLUMN question TEXT;
UPDATE completions
SET question = CASE WHEN decision LIKE '%"code":"name_differs"%' THEN 'name_differs' ELSE 'clash' END
WHERE status = 'needs_decision';
CREATE INDEX completions_question ON completions (question, id) WHERE question IS NOT NULL;
-- Every decision that a completion had, once it had more than one. Append-only.
CREATE TABLE decisions (
    learner_id TEXT NOT NULL,
    completion_id TEXT NOT NULL,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    cause TEXT NOT NULL,
    decision TEXT NOT NULL,
    PRIMARY KEY (learner_id, completion_id, id)
) STRICT;
