-- Who took part in what: one row for each profile and rule that compares, from the moment at which a shopper first saw it,
-- with what became of it. A profile tells all of its own anew with its row of the index; the newest telling counts.
CREATE TABLE trials (
  site TEXT NOT NULL,
  profile TEXT NOT NULL,
  -- `site:all` for all of Edgewise against the site's holdout.
  rule TEXT NOT NULL,
  -- `held-out`; or `~mixed`, `~staff` for whoever is set aside.
  variant TEXT NOT NULL,
  exposed_at_ms INTEGER NOT NULL,
  -- The day of it in the shop's time zone, as in 2026-11-23.
  day TEXT NOT NULL,
  -- Since when shares had been what they were when the variant was given.
  phase_ms INTEGER NOT NULL,
  -- An object: `device`, `visitor`, `country` and `source` at that moment, and as a list the `segment`s just before it.
  dimensions TEXT NOT NULL CHECK (json_valid(dimensions)),
  -- What names the list of measures by which the outcomes were worked out.
  measures TEXT NOT NULL,
  -- A list of `{measure, y, x}`, for measures that are not 0 for this person.
  outcomes TEXT NOT NULL CHECK (json_valid(outcomes)),
  PRIMARY KEY (site, profile, rule)
) STRICT, WITHOUT ROWID;

-- A measure is a goal as it was defined then: `revenue.3fa9c1`. A list of them has a short name.
CREATE TABLE measure_lists (
  site TEXT NOT NULL,
  name TEXT NOT NULL,
  measures TEXT NOT NULL CHECK (json_valid(measures)),
  PRIMARY KEY (site, name)
) STRICT, WITHOUT ROWID;

-- Sums over trials: what results are read from. Nothing of it says who.
CREATE TABLE trial_totals (
  site TEXT NOT NULL,
  rule TEXT NOT NULL,
  -- `#` and the name of a list of measures, where people are counted; else a measure.
  measure TEXT NOT NULL,
  -- Empty for everybody; else `device`, `visitor`, `country`, `source` or `segment`, with its value.
  dimension TEXT NOT NULL,
  value TEXT NOT NULL,
  day TEXT NOT NULL,
  phase_ms INTEGER NOT NULL,
  variant TEXT NOT NULL,
  n INTEGER NOT NULL,
  -- Money is in the smallest unit of the shop's currency, such as cents. Sums are exact; those of products are, up to 2^53.
  y INTEGER NOT NULL,
  x INTEGER NOT NULL,
  yy REAL NOT NULL,
  xx REAL NOT NULL,
  xy REAL NOT NULL,
  PRIMARY KEY (site, rule, measure, dimension, value, day, phase_ms, variant)
) STRICT, WITHOUT ROWID;

-- Which share of those that a rule is for got each variant since when: as published, ramped up, or learned.
CREATE TABLE rule_phases (
  site TEXT NOT NULL,
  rule TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  -- An object: by variant, and `held-out`.
  shares TEXT NOT NULL CHECK (json_valid(shares)),
  PRIMARY KEY (site, rule, from_ms)
) STRICT, WITHOUT ROWID;

-- What was learned of a live rule, or is being tried step by step: in the place of what was published.
CREATE TABLE rule_steering (
  site TEXT NOT NULL,
  rule TEXT NOT NULL,
  -- An object: `weights` by variant, `coverage`, `stopped` with why.
  steering TEXT NOT NULL CHECK (json_valid(steering)),
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (site, rule)
) STRICT, WITHOUT ROWID;
