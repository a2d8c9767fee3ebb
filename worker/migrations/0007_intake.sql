-- Keys of shops' servers, apps and call centres. Stored as SHA-256 of 256 random bits: what is stored opens nothing.
CREATE TABLE api_keys (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL REFERENCES sites (id),
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  -- A list of what the key may do.
  scopes TEXT NOT NULL CHECK (json_valid(scopes)),
  created_at_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  -- Give or take an hour.
  last_used_at_ms INTEGER,
  revoked_at_ms INTEGER
) STRICT;
CREATE INDEX api_keys_by_site ON api_keys (site, created_at_ms);

-- How many events were not taken and why, counted together for half a second like decisions.
CREATE TABLE dropped_events (
  id TEXT NOT NULL,
  -- Where they came from: the snippet, the API, an import.
  source TEXT NOT NULL CHECK (source IN ('page', 'api', 'import')),
  reason TEXT NOT NULL,
  site TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (id, source, reason)
) STRICT, WITHOUT ROWID;
CREATE INDEX dropped_events_by_site ON dropped_events (site, at_ms);
CREATE INDEX dropped_events_by_time ON dropped_events (at_ms);
