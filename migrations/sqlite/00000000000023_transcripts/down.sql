DROP TABLE share_readings;
DROP TABLE share_tokens;
DROP TABLE shares;
DROP TABLE transcripts;
