-- Append-only: a transaction and its entries are never updated or deleted.
CREATE TABLE transactions (
    owner TEXT NOT NULL,
    id TEXT NOT NULL,
    command_id TEXT NOT NULL,
    command TEXT NOT NULL,
    kind TEXT NOT NULL,
    on_day TEXT NOT NULL,
    reverses TEXT,
    completion_id TEXT,
    transfer_id TEXT,
    title_zh TEXT NOT NULL,
    title_en TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (owner, id)
) STRICT;
CREATE TABLE entries (
    owner TEXT NOT NULL,
    id TEXT NOT NULL,
    transaction_owner TEXT NOT NULL,
    transaction_id TEXT NOT NULL,
    scheme TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount INTEGER NOT NULL,
    balance INTEGER,
    lot_id TEXT,
    at TEXT NOT NULL,
    PRIMARY KEY (owner, id)
) STRICT;
CREATE INDEX entries_transaction ON entries (transaction_id);
-- A command is applied once: its id stands here from then on.
CREATE TABLE commands (
    id TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    transaction_id TEXT NOT NULL
) STRICT;
-- Balances. Institutions' and the bank's are touched by every posting, so they are not updated in
-- place: each batch adds a row to `account_deltas`, and a job folds those into `balance`.
CREATE TABLE accounts (
    owner TEXT NOT NULL,
    scheme TEXT NOT NULL,
    kind TEXT NOT NULL,
    balance INTEGER NOT NULL,
    PRIMARY KEY (owner, scheme, kind)
) STRICT;
CREATE TABLE account_deltas (
    owner TEXT NOT NULL,
    scheme TEXT NOT NULL,
    kind TEXT NOT NULL,
    batch_id TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (owner, scheme, kind, batch_id)
) STRICT;
CREATE TABLE lots (
    learner_id TEXT NOT NULL,
    id TEXT NOT NULL,
    scheme TEXT NOT NULL,
    sources TEXT NOT NULL,
    dated_on TEXT NOT NULL,
    expires_on TEXT,
    age INTEGER NOT NULL,
    available INTEGER NOT NULL CHECK (available >= 0),
    PRIMARY KEY (learner_id, id)
) STRICT;
CREATE TABLE lot_holds (
    learner_id TEXT NOT NULL,
    lot_id TEXT NOT NULL,
    hold_id TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount >= 0),
    PRIMARY KEY (learner_id, lot_id, hold_id)
) STRICT;
-- What anyone may check, by a code that cannot be guessed.
CREATE TABLE verifications (
    code TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    learner_id TEXT NOT NULL,
    subject_id TEXT NOT NULL
) STRICT;
-- Numbers that people read run without gaps large enough to wonder about.
CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;
