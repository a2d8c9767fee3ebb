-- Whether Edgewise is on for a site, beside the pointer that every isolate reads; and who switched it when.
ALTER TABLE sites ADD COLUMN is_on INTEGER NOT NULL DEFAULT 1 CHECK (is_on IN (0, 1));

CREATE TABLE site_switches (
  site TEXT NOT NULL REFERENCES sites (id),
  at_ms INTEGER NOT NULL,
  is_on INTEGER NOT NULL,
  switched_by TEXT NOT NULL
) STRICT;
CREATE INDEX site_switches_by_time ON site_switches (site, at_ms);
