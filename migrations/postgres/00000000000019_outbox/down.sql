DROP INDEX lots_expiring;
DROP TABLE expiry_notices;
DROP INDEX notices_unsent;
ALTER TABLE notices DROP COLUMN text_zh;
ALTER TABLE notices DROP COLUMN text_en;
ALTER TABLE notices DROP COLUMN about_kind;
ALTER TABLE notices DROP COLUMN about_id;
ALTER TABLE notices DROP COLUMN sent_at;
