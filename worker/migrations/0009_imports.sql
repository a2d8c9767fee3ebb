-- Files that are imported, part by part: what was taken of each part, and the rows that were not.
CREATE TABLE imports (
  site TEXT NOT NULL REFERENCES sites (id),
  id TEXT NOT NULL,
  plan TEXT NOT NULL,
  begun_at_ms INTEGER NOT NULL,
  begun_by TEXT NOT NULL,
  PRIMARY KEY (site, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_parts (
  site TEXT NOT NULL,
  import TEXT NOT NULL,
  part INTEGER NOT NULL,
  -- Of its text: a part that is sent again is the same, or refused.
  digest TEXT NOT NULL,
  -- Rows that were read, and what became of them.
  rows INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  PRIMARY KEY (site, import, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_rejections (
  site TEXT NOT NULL,
  import TEXT NOT NULL,
  row INTEGER NOT NULL,
  part INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  -- As it stands in the file.
  source TEXT NOT NULL,
  PRIMARY KEY (site, import, part, row)
) STRICT, WITHOUT ROWID;
