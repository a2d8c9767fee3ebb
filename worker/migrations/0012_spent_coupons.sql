-- Coupons of which nobody can have another one now: told by each coupon's own object, and read with the pointer of the live bundle.
CREATE TABLE spent_coupons (
  site TEXT NOT NULL,
  coupon TEXT NOT NULL,
  -- Until then; NULL for good. What is in the past is had again.
  until_ms INTEGER,
  -- Grows with each word of the object, so that an earlier one that comes late changes nothing.
  version INTEGER NOT NULL,
  PRIMARY KEY (site, coupon)
) STRICT, WITHOUT ROWID;
