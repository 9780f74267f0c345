-- Notices are the outbox too: what has no `sent_at` was not handed to a sender yet.
ALTER TABLE notices ADD COLUMN text_zh TEXT NOT NULL DEFAULT '';
ALTER TABLE notices ADD COLUMN text_en TEXT NOT NULL DEFAULT '';
ALTER TABLE notices ADD COLUMN about_kind TEXT;
ALTER TABLE notices ADD COLUMN about_id TEXT;
ALTER TABLE notices ADD COLUMN sent_at TEXT;
CREATE INDEX notices_unsent ON notices (id) WHERE sent_at IS NULL;
-- Who was told that credits of a scheme expire on a day, so many days before: once.
CREATE TABLE expiry_notices (
    learner_id TEXT NOT NULL,
    scheme TEXT NOT NULL,
    expires_on TEXT NOT NULL,
    days INTEGER NOT NULL,
    PRIMARY KEY (learner_id, scheme, expires_on, days)
) STRICT;
CREATE INDEX lots_expiring ON lots (expires_on, learner_id, id)
    WHERE expires_on IS NOT NULL AND available > 0;
