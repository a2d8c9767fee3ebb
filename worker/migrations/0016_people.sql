-- People who work with the dashboard, how they sign in, and where they are signed in.
ALTER TABLE users ADD COLUMN email TEXT;
ALTER TABLE users ADD COLUMN added_at_ms INTEGER NOT NULL DEFAULT 0;
-- A salted scrypt hash that names its own parameters; NULL where somebody has no password.
ALTER TABLE users ADD COLUMN password TEXT;
ALTER TABLE users ADD COLUMN password_set_at_ms INTEGER;
CREATE UNIQUE INDEX users_by_email ON users (email);

-- With whoever is removed go their links and sessions. Whoever is signed in stays so.
CREATE TABLE kept_sign_in_links (
  token_hash TEXT PRIMARY KEY,
  user TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  expires_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER
) STRICT;
INSERT INTO kept_sign_in_links SELECT token_hash, user, expires_at_ms, used_at_ms FROM sign_in_links;
DROP TABLE sign_in_links;
ALTER TABLE kept_sign_in_links RENAME TO sign_in_links;

CREATE TABLE kept_sessions (
  token_hash TEXT PRIMARY KEY,
  -- What a list of sessions calls it; it opens nothing.
  id TEXT NOT NULL UNIQUE,
  user TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  -- link, password, passkey or access.
  way TEXT NOT NULL,
  device TEXT,
  place TEXT,
  begun_at_ms INTEGER NOT NULL,
  -- When they proved who they are: sensitive things want that to be recent.
  proved_at_ms INTEGER NOT NULL,
  -- Give or take some minutes.
  seen_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL
) STRICT;
INSERT INTO kept_sessions
  SELECT token_hash, lower(hex(randomblob(9))), user, 'link', NULL, NULL,
    expires_at_ms - 1209600000, expires_at_ms - 1209600000, expires_at_ms - 1209600000, expires_at_ms
  FROM sessions;
DROP TABLE sessions;
ALTER TABLE kept_sessions RENAME TO sessions;
CREATE INDEX sessions_by_user ON sessions (user, seen_at_ms);

CREATE TABLE invitations (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL,
  made_by TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  expires_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX invitations_by_maker ON invitations (made_by);

CREATE TABLE passkeys (
  -- The credential's id, base64url.
  id TEXT PRIMARY KEY,
  user TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  -- COSE, base64url.
  public_key TEXT NOT NULL,
  counter INTEGER NOT NULL,
  added_at_ms INTEGER NOT NULL,
  used_at_ms INTEGER
) STRICT;
CREATE INDEX passkeys_by_user ON passkeys (user);

-- Challenges that were answered: none is answered twice.
CREATE TABLE answered_challenges (
  challenge TEXT PRIMARY KEY,
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How often signing in failed, by keyed digests of addresses and accounts.
CREATE TABLE sign_in_failures (
  who TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  forgotten_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_failures_by_time ON sign_in_failures (forgotten_at_ms);
