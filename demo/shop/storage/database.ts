import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const schema = `
CREATE TABLE IF NOT EXISTS customers (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS sessions (
  key TEXT PRIMARY KEY,
  csrf TEXT NOT NULL,
  customer_id INTEGER REFERENCES customers (id),
  coupon TEXT,
  notice TEXT,
  seen_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS cart_lines (
  session_key TEXT NOT NULL REFERENCES sessions (key) ON DELETE CASCADE ON UPDATE CASCADE,
  slug TEXT NOT NULL,
  shade TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (session_key, slug, shade)
) STRICT;
CREATE TABLE IF NOT EXISTS orders (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  customer_id INTEGER REFERENCES customers (id),
  email TEXT NOT NULL,
  address TEXT NOT NULL,
  coupon TEXT,
  totals TEXT NOT NULL,
  placed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS orders_by_email ON orders (email, coupon);
CREATE INDEX IF NOT EXISTS orders_by_customer ON orders (customer_id, placed_at);
CREATE TABLE IF NOT EXISTS order_lines (
  order_id TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  slug TEXT NOT NULL,
  sku TEXT NOT NULL,
  name TEXT NOT NULL,
  category TEXT NOT NULL,
  shade TEXT NOT NULL,
  price INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (order_id, position)
) STRICT;
`;

/** Opens the shop's one file, making it (and its folder) on the first start. */
export function openDatabase(stateDir: string): DatabaseSync {
  mkdirSync(stateDir, { recursive: true });
  const db = new DatabaseSync(join(stateDir, "shop.sqlite"));
  db.exec("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 3000;");
  db.exec(schema);
  return db;
}

/** Runs the work as one transaction: all of it is kept or none. */
export function inTransaction<Result>(db: DatabaseSync, work: () => Result): Result {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    db.exec("ROLLBACK");
    throw error;
  }
}
