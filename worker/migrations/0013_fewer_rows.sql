-- Until when there may be news in KV of a site's visitors: of those in a bucket, by a hash of their ids.
CREATE TABLE news (
  site TEXT NOT NULL,
  bucket INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  PRIMARY KEY (site, bucket)
) STRICT, WITHOUT ROWID;
CREATE INDEX news_by_time ON news (site, until_ms);

-- Each written row costs: what was counted together for half a second is one row from now on, without any index.
ALTER TABLE decisions RENAME TO old_decisions;
CREATE TABLE decisions (
  site TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  id TEXT NOT NULL,
  -- An object: pages by rule.
  pages TEXT NOT NULL CHECK (json_valid(pages)),
  PRIMARY KEY (site, at_ms, id)
) STRICT, WITHOUT ROWID;
INSERT INTO decisions (site, at_ms, id, pages)
  SELECT site, at_ms, id, json_group_object(rule, pages) FROM old_decisions GROUP BY site, at_ms, id;
DROP TABLE old_decisions;

ALTER TABLE exposures RENAME TO old_exposures;
CREATE TABLE exposures (
  site TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  id TEXT NOT NULL,
  -- A list of `{what, rule, change, pages}`: a shopper saw the rule (`seen`), or the shop's own scripts undid a change,
  -- which the browser made again (`restored`), or which was `lost`.
  counts TEXT NOT NULL CHECK (json_valid(counts)),
  PRIMARY KEY (site, at_ms, id)
) STRICT, WITHOUT ROWID;
INSERT INTO exposures (site, at_ms, id, counts)
  SELECT site, at_ms, id, json_group_array(json_object('what', what, 'rule', rule, 'change', change, 'pages', pages))
  FROM old_exposures GROUP BY site, at_ms, id;
DROP TABLE old_exposures;

ALTER TABLE dropped_events RENAME TO old_dropped_events;
CREATE TABLE dropped_events (
  site TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  id TEXT NOT NULL,
  -- A list of `{source, reason, events}`.
  counts TEXT NOT NULL CHECK (json_valid(counts)),
  PRIMARY KEY (site, at_ms, id)
) STRICT, WITHOUT ROWID;
INSERT INTO dropped_events (site, at_ms, id, counts)
  SELECT site, at_ms, id, json_group_array(json_object('source', source, 'reason', reason, 'events', events))
  FROM old_dropped_events GROUP BY site, at_ms, id;
DROP TABLE old_dropped_events;

-- Whoever writes new profiles counts them, all of a batch at once.
DROP TRIGGER profiles_counted;
