-- Who decides on a transfer, for whom it is, and when its state ends by itself. `decided_by` is the user
-- who rejected it first, and does not decide on the appeal.
ALTER TABLE transfers ADD COLUMN institution_id TEXT;
ALTER TABLE transfers ADD COLUMN receiver_id TEXT;
ALTER TABLE transfers ADD COLUMN program_id TEXT;
ALTER TABLE transfers ADD COLUMN due_at TEXT;
ALTER TABLE transfers ADD COLUMN decided_by TEXT;
ALTER TABLE transfers ADD COLUMN escalated INTEGER NOT NULL DEFAULT 0;
CREATE INDEX transfers_queue ON transfers (due_at, id) WHERE status = 'in_review';
CREATE INDEX transfers_waiting ON transfers (due_at, id)
    WHERE status IN ('cooling_off', 'awaiting_receiver');
CREATE INDEX transfers_receiver ON transfers (receiver_id, id) WHERE receiver_id IS NOT NULL;
CREATE INDEX transfers_program ON transfers (program_id, learner_id) WHERE program_id IS NOT NULL;
-- What waits from before this has nobody who would decide but the administrators, in its time.
UPDATE transfers SET due_at = strftime('%Y-%m-%d %H:%M:%f', requested_at, '+14 days') WHERE status = 'in_review';
