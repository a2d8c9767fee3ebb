-- Whether the edge still finds what live rules change, and the places that they show offers in.
CREATE TABLE place_checks (
  site TEXT PRIMARY KEY REFERENCES sites (id),
  -- The version for which it was last asked to look, and when it is asked again.
  asked_version INTEGER NOT NULL,
  due_at_ms INTEGER NOT NULL,
  -- 1 until the edge has begun.
  is_asked INTEGER NOT NULL,
  -- The version whose rules were looked for last, and what was found; NULL before the first time.
  found_version INTEGER,
  findings TEXT CHECK (findings IS NULL OR json_valid(findings))
) STRICT;
CREATE INDEX place_checks_by_time ON place_checks (due_at_ms);
