DROP INDEX transfers_queue;
DROP INDEX transfers_waiting;
DROP INDEX transfers_receiver;
ALTER TABLE transfers DROP COLUMN institution_id;
ALTER TABLE transfers DROP COLUMN receiver_id;
ALTER TABLE transfers DROP COLUMN program_id;
ALTER TABLE transfers DROP COLUMN due_at;
ALTER TABLE transfers DROP COLUMN decided_by;
ALTER TABLE transfers DROP COLUMN escalated;
