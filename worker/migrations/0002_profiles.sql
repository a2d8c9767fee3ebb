-- The profile index: what conditions can be counted by. Written in batches; the truth is in the profile objects.
CREATE TABLE profiles (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  seen_at_ms INTEGER NOT NULL,
  session_started_at_ms INTEGER,
  -- An object: each fact that has an `index`, by its name; for days since a moment, that moment by its own name.
  facts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts)),
  -- An object: by counter id, the list of the latest times in ms.
  times TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(times)),
  PRIMARY KEY (site, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX profiles_by_time ON profiles (site, seen_at_ms);
