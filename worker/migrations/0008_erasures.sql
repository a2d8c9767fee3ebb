-- Who was erased, when and by whom: a receipt, in which nothing says who it was once it is done.
CREATE TABLE erasures (
  id TEXT PRIMARY KEY,
  -- An object: the site, when and by whom it was asked for, and how much is erased.
  receipt TEXT NOT NULL CHECK (json_valid(receipt)),
  -- What is to be erased, as {profiles, nodes}; NULL once it is.
  plan TEXT CHECK (plan IS NULL OR json_valid(plan)),
  done_at_ms INTEGER
) STRICT, WITHOUT ROWID;

-- What the queue still holds of erased profiles is known by digests of their ids, and dropped.
CREATE TABLE erased_profiles (
  digest TEXT PRIMARY KEY,
  erasure TEXT NOT NULL,
  -- What was told of it as of an earlier moment is dropped.
  until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX erased_profiles_by_time ON erased_profiles (until_ms);
