-- By which measures a site's trials are to be worked out, since goals were changed, and how far that has come.
CREATE TABLE recounts (
  site TEXT PRIMARY KEY,
  -- The name of the list of measures.
  list TEXT NOT NULL,
  -- Up to which profile all have been asked; how often all of them were.
  after_profile TEXT NOT NULL,
  passes INTEGER NOT NULL,
  due_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX recounts_by_time ON recounts (due_at_ms);
