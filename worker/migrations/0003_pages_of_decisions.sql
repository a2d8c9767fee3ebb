-- A record counts the pages of half a second in one place, not each page by itself.
ALTER TABLE decisions ADD COLUMN pages INTEGER NOT NULL DEFAULT 1;
