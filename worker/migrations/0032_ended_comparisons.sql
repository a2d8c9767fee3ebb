-- Rules that compared once and do no more: unpublished, or without a holdout and a second variant. What was measured of
-- them stays as it is, and is read by the version in which they compared last. Trials of them are not moved any more.
CREATE TABLE ended_comparisons (
  site TEXT NOT NULL,
  rule TEXT NOT NULL,
  -- What it was called then.
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  ended_at_ms INTEGER NOT NULL,
  -- The site's own, by which outcomes were worked out: a window such as `14d`, and ISO 4217.
  attribution TEXT NOT NULL,
  currency TEXT NOT NULL,
  PRIMARY KEY (site, rule)
) STRICT, WITHOUT ROWID;
