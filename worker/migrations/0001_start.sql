-- Sites, their drafts and what was published; who may sign in; what was decided.
CREATE TABLE sites (
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL,
  live_version INTEGER NOT NULL DEFAULT 0,
  -- Where the bundle of the live version lies in KV.
  live_bundle TEXT
) STRICT;

CREATE TABLE drafts (
  site TEXT NOT NULL REFERENCES sites (id),
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  document TEXT NOT NULL,
  revision INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  PRIMARY KEY (site, kind, id)
) STRICT;

CREATE TABLE versions (
  site TEXT NOT NULL REFERENCES sites (id),
  version INTEGER NOT NULL,
  bundle TEXT NOT NULL,
  configuration TEXT NOT NULL,
  note TEXT NOT NULL,
  published_at_ms INTEGER NOT NULL,
  published_by TEXT NOT NULL,
  PRIMARY KEY (site, version)
) STRICT;

CREATE TABLE users (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL
) STRICT;

-- Tokens are stored as SHA-256 of 256 random bits: what is stored opens nothing.
CREATE TABLE sign_in_links (
  token_hash TEXT PRIMARY KEY,
  user TEXT NOT NULL REFERENCES users (id),
  expires_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER
) STRICT;

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  user TEXT NOT NULL REFERENCES users (id),
  expires_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE decisions (
  id TEXT NOT NULL,
  rule TEXT NOT NULL,
  site TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (id, rule)
) STRICT, WITHOUT ROWID;
CREATE INDEX decisions_by_site ON decisions (site, at_ms, rule);
CREATE INDEX decisions_by_time ON decisions (at_ms);
