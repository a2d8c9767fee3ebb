-- The profile index, made anew: searchable, countable by samples, and safe against tellings that overtake each other.
DROP TABLE profiles;

CREATE TABLE profiles (
  site TEXT NOT NULL,
  -- 0 to 9999, by a hash of the id. The rows of some buckets are a sample of the site's profiles, and lie side by side.
  bucket INTEGER NOT NULL,
  id TEXT NOT NULL,
  -- Grows with each telling; an older one never takes the place of a newer one.
  version INTEGER NOT NULL,
  seen_at_ms INTEGER NOT NULL,
  session_started_at_ms INTEGER,
  name TEXT,
  -- Whether it has a name, or an identity beyond its visitors.
  is_known INTEGER NOT NULL CHECK (is_known IN (0, 1)),
  -- An object: each fact that has an `index`, by its name; for days since a moment, that moment by its own name.
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  -- An object: by counter id, the list of the latest times in ms.
  times TEXT NOT NULL CHECK (json_valid(times)),
  -- A list: what it is found by in `profile_keys`.
  keys TEXT NOT NULL CHECK (json_valid(keys)),
  PRIMARY KEY (site, bucket, id)
) STRICT, WITHOUT ROWID;
-- Most profiles are nobody that is known: their rows cost no entry here.
CREATE INDEX known_profiles ON profiles (site, seen_at_ms) WHERE is_known = 1;

-- What a profile is found by: its identities, as `type:hash` or `visitor:id`, and the words of its name, as `~word`.
CREATE TABLE profile_keys (
  site TEXT NOT NULL,
  key TEXT NOT NULL,
  bucket INTEGER NOT NULL,
  profile TEXT NOT NULL,
  PRIMARY KEY (site, key, bucket, profile)
) STRICT, WITHOUT ROWID;

-- Profiles that moved into another, for as long as an older telling of theirs may still be under way.
CREATE TABLE gone_profiles (
  site TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (site, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX gone_profiles_by_time ON gone_profiles (at_ms);

-- How many profiles a site has: counting a million rows would take longer than asking a sample of them.
CREATE TABLE profile_counts (
  site TEXT PRIMARY KEY,
  profiles INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER profiles_counted AFTER INSERT ON profiles BEGIN
  INSERT INTO profile_counts (site, profiles) VALUES (new.site, 1)
    ON CONFLICT (site) DO UPDATE SET profiles = profiles + 1;
END;
CREATE TRIGGER profiles_uncounted AFTER DELETE ON profiles BEGIN
  UPDATE profile_counts SET profiles = profiles - 1 WHERE site = old.site;
END;
