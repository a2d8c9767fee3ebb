-- What browsers reported of the changes on pages, counted together for half a second like decisions.
CREATE TABLE exposures (
  id TEXT NOT NULL,
  rule TEXT NOT NULL,
  -- A shopper saw the rule; or the shop's own scripts undid a change, which the browser made again, or which was lost.
  what TEXT NOT NULL CHECK (what IN ('seen', 'restored', 'lost')),
  -- Empty where it is about the rule as a whole.
  change TEXT NOT NULL,
  site TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  pages INTEGER NOT NULL,
  PRIMARY KEY (id, rule, what, change)
) STRICT, WITHOUT ROWID;
CREATE INDEX exposures_by_site ON exposures (site, at_ms, rule);
CREATE INDEX exposures_by_time ON exposures (at_ms);
