-- What a shop's server signs its orders with, of each platform. Sealed: what is stored opens nothing.
CREATE TABLE order_secrets (
  site TEXT NOT NULL REFERENCES sites (id),
  platform TEXT NOT NULL,
  secret TEXT NOT NULL,
  -- The one before, and until when it is good too.
  previous TEXT,
  previous_until_ms INTEGER NOT NULL,
  PRIMARY KEY (site, platform)
) STRICT, WITHOUT ROWID;

-- Parts of orders that were paid back and taken off what a coupon took off: shops tell of them again with each change.
CREATE TABLE coupon_refunds (
  site TEXT NOT NULL,
  order_id TEXT NOT NULL,
  refund TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (site, order_id, refund)
) STRICT, WITHOUT ROWID;
CREATE INDEX coupon_refunds_by_time ON coupon_refunds (at_ms);

-- How often coupons were refused, or had in ways that were not meant, counted together for half a second like decisions.
CREATE TABLE coupon_refusals (
  id TEXT NOT NULL,
  -- Empty where it is no code of any coupon.
  coupon TEXT NOT NULL,
  reason TEXT NOT NULL,
  site TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  times INTEGER NOT NULL,
  PRIMARY KEY (id, coupon, reason)
) STRICT, WITHOUT ROWID;
CREATE INDEX coupon_refusals_by_site ON coupon_refusals (site, at_ms);
CREATE INDEX coupon_refusals_by_time ON coupon_refusals (at_ms);
