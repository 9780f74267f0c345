DROP TABLE spent_tokens;
DROP TABLE sessions;
DROP TABLE users;
