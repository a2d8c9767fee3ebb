-- How orders stand that shops' servers told of, so that one which was cancelled and is paid all the same counts again.
CREATE TABLE told_orders (
  site TEXT NOT NULL,
  order_id TEXT NOT NULL,
  -- When it was last said to stand, and to be cancelled or paid back, by the shop's clock; -1 for never.
  stood_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER NOT NULL,
  -- How often it stood again after it had been cancelled.
  revivals INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (site, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX told_orders_by_time ON told_orders (at_ms);

-- With how many shards a coupon was first published: whoever holds a unit of it is found by that.
CREATE TABLE coupon_shards (
  site TEXT NOT NULL,
  coupon TEXT NOT NULL,
  shards INTEGER NOT NULL,
  PRIMARY KEY (site, coupon)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO coupon_shards (site, coupon, shards)
  SELECT site, coupon.value ->> 'id', COALESCE(coupon.value ->> 'shards', 1)
  FROM versions, json_each(versions.configuration, '$.coupons') AS coupon ORDER BY version;
