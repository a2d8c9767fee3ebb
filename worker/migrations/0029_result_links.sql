-- Links that open one result without signing in, and nothing else.
CREATE TABLE result_links (
  id TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  -- `site:all` for all of Edgewise.
  rule TEXT NOT NULL,
  -- As it was called then.
  name TEXT NOT NULL,
  -- An object: the goal, the days and the dimension that are shown.
  shown TEXT NOT NULL CHECK (json_valid(shown)),
  made_at_ms INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  made_by_name TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  revoked_at_ms INTEGER
) STRICT;
CREATE INDEX result_links_by_site ON result_links (site, made_at_ms);
