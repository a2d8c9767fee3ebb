-- What was asked with an Idempotency-Key, so that it is done once. Of the key there is only a hash; what was asked and what
-- was answered cannot be read without it.
CREATE TABLE idempotency_keys (
  id TEXT PRIMARY KEY,
  -- A digest of the request.
  request TEXT NOT NULL,
  begun_at_ms INTEGER NOT NULL,
  -- Encrypted; NULL while it is being worked on.
  answer TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (begun_at_ms);
