-- Who published and switched, as they were called then, and what changed with each version.
ALTER TABLE versions ADD COLUMN published_by_name TEXT NOT NULL DEFAULT '';
UPDATE versions SET published_by_name = COALESCE((SELECT name FROM users WHERE id = published_by), published_by);
-- NULL of versions from before this was written down.
ALTER TABLE versions ADD COLUMN changes TEXT CHECK (changes IS NULL OR json_valid(changes));
ALTER TABLE site_switches ADD COLUMN switched_by_name TEXT NOT NULL DEFAULT '';
UPDATE site_switches SET switched_by_name = COALESCE((SELECT name FROM users WHERE id = switched_by), switched_by);

CREATE TABLE version_comments (
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL REFERENCES sites (id),
  version INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  by_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX version_comments_of_version ON version_comments (site, version, id);

-- What is to go live later, as it was drafted then: one for each site.
CREATE TABLE planned_publishes (
  site TEXT PRIMARY KEY REFERENCES sites (id),
  at_ms INTEGER NOT NULL,
  -- Each document that changes, as it was live then and as it is to be.
  changes TEXT NOT NULL CHECK (json_valid(changes)),
  note TEXT NOT NULL,
  planned_at_ms INTEGER NOT NULL,
  by_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  -- Why it did not go live; NULL while it waits.
  problems TEXT CHECK (problems IS NULL OR json_valid(problems))
) STRICT;
CREATE INDEX planned_publishes_by_time ON planned_publishes (at_ms) WHERE problems IS NULL;
