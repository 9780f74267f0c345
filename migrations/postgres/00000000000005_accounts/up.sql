-- People who sign in. A resident points at a learner; `confirmed` says that a counter or an
-- activation code proved that they are that person, and without it nothing of that person shows.
CREATE TABLE users (
    id TEXT NOT NULL PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    institution_id TEXT REFERENCES institutions (id),
    learner_id TEXT,
    confirmed BOOLEAN NOT NULL,
    phone_digest TEXT UNIQUE,
    phone_sealed TEXT,
    language TEXT NOT NULL,
    text_size TEXT NOT NULL,
    contrast TEXT NOT NULL,
    status TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    revision BIGINT NOT NULL
);
CREATE INDEX users_learner ON users (learner_id);
-- A signed-in browser: a family of refresh tokens, of which only digests are kept.
CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    token_digest TEXT NOT NULL UNIQUE,
    previous_digest TEXT UNIQUE,
    rotated_at TIMESTAMP NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_used_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP,
    user_agent TEXT NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);
-- Refresh tokens that were rotated away: one used again ends the whole family.
CREATE TABLE spent_tokens (
    token_digest TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL,
    spent_at TIMESTAMP NOT NULL
);
