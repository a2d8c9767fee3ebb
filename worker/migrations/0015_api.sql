-- Who changed what, what it was before and what it is since. The latest id is the latest change.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  -- Empty for what is of no site.
  site TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  -- A user or a key, with the name that it had.
  by_id TEXT NOT NULL,
  by_name TEXT NOT NULL,
  what TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- Empty for a profile that was erased since.
  about TEXT NOT NULL,
  name TEXT NOT NULL,
  -- Of a change, the fields that differ; otherwise all that is said.
  before TEXT CHECK (before IS NULL OR json_valid(before)),
  after TEXT CHECK (after IS NULL OR json_valid(after))
) STRICT;
CREATE INDEX audit_of_site ON audit (site, id);
CREATE INDEX audit_of_thing ON audit (site, kind, about, id);
CREATE INDEX audit_by_time ON audit (at_ms);

-- Grows with each save, as that of drafts: a save over another one is refused.
ALTER TABLE sites ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;

-- The last revision of drafts that are no more: one that is made anew goes on from there, so that no page that is still open
-- elsewhere saves over it.
CREATE TABLE deleted_drafts (
  site TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (site, kind, id)
) STRICT, WITHOUT ROWID;
