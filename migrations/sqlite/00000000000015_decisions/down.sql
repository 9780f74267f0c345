DROP TABLE decisions;
DROP INDEX completions_question;
ALTER TABLE completions DROP COLUMN question;
