-- What visitors did meanwhile: an object with the `views` of pages, the buckets of those `visitors` who had them, each
-- once, and whether a browser was `heard`. What was written before says nothing of it.
ALTER TABLE decisions ADD COLUMN activity TEXT CHECK (activity IS NULL OR json_valid(activity));
