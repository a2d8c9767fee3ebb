-- How often a site's identify secret was made anew. The secret itself follows from that and the pepper, and is kept nowhere.
CREATE TABLE identify_secrets (
  site TEXT PRIMARY KEY REFERENCES sites (id),
  generation INTEGER NOT NULL,
  -- Until then the one before is good too.
  overlap_until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
