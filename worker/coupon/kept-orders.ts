const tables = `
  CREATE TABLE IF NOT EXISTS orders (name TEXT NOT NULL, code TEXT NOT NULL COLLATE NOCASE, unit INTEGER, amount INTEGER NOT NULL, taken_back INTEGER NOT NULL, is_cancelled INTEGER NOT NULL, PRIMARY KEY (name, code)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS order_times (name TEXT NOT NULL, code TEXT NOT NULL COLLATE NOCASE, stood_at_ms INTEGER NOT NULL, cancelled_at_ms INTEGER NOT NULL, PRIMARY KEY (name, code)) WITHOUT ROWID;
`;
/** Before anything, and after everything. */
const never = -1;
const forGood = Number.MAX_SAFE_INTEGER;

/** What is known of an order and one code in it, in whatever order that was told. Amounts are minor units. */
export interface CodeInOrder {
  name: string;
  code: string;
  /** The unit that was used; `null` until the order itself is told of. */
  unit: number | null;
  /** What the shop took off for it. */
  amount: number;
  /** How much of that it took back with what it paid back. */
  takenBack: number;
  /** When it was last said to stand, and to be cancelled, by the shop's clock. */
  stoodAtMs: number;
  cancelledAtMs: number;
}

/** Whichever was said of the later time counts, in whatever order it was told; of one moment, that it is cancelled. */
export function isCancelled({ stoodAtMs, cancelledAtMs }: CodeInOrder): boolean {
  return cancelledAtMs > never && cancelledAtMs >= stoodAtMs;
}

/** @param atMs `undefined` where nobody says since when: it does not stand again by that. */
export function stands(order: CodeInOrder, atMs: number | undefined): CodeInOrder {
  return { ...order, stoodAtMs: Math.max(order.stoodAtMs, atMs ?? never) };
}

/** @param atMs `undefined`: for good. */
export function cancelled(order: CodeInOrder, atMs: number | undefined): CodeInOrder {
  return { ...order, cancelledAtMs: Math.max(order.cancelledAtMs, atMs ?? forGood) };
}

interface Row extends Record<string, number | null> {
  unit: number | null;
  amount: number;
  taken_back: number;
  is_cancelled: number;
  stood_at_ms: number | null;
  cancelled_at_ms: number | null;
}

export class KeptOrders {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(tables);
  }

  get(name: string, code: string): CodeInOrder {
    const [row] = this.#sql.exec<Row>(
      `SELECT unit, amount, taken_back, is_cancelled, stood_at_ms, cancelled_at_ms
       FROM orders LEFT JOIN order_times USING (name, code) WHERE name = ? AND code = ?`,
      name,
      code,
    );
    // Of one that was cancelled before anybody said when, nobody can say that it stands again.
    const cancelledAtMs = row?.cancelled_at_ms ?? (row?.is_cancelled === 1 ? forGood : never);
    return {
      name,
      code,
      unit: row?.unit ?? null,
      amount: row?.amount ?? 0,
      takenBack: row?.taken_back ?? 0,
      stoodAtMs: row?.stood_at_ms ?? never,
      cancelledAtMs,
    };
  }

  put(order: CodeInOrder): void {
    const { name, code, unit, amount, takenBack, stoodAtMs, cancelledAtMs } = order;
    this.#sql.exec(
      `INSERT INTO orders (name, code, unit, amount, taken_back, is_cancelled) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
       ON CONFLICT (name, code) DO UPDATE SET unit = ?3, amount = ?4, taken_back = ?5, is_cancelled = ?6`,
      name,
      code,
      unit,
      amount,
      takenBack,
      isCancelled(order) ? 1 : 0,
    );
    this.#sql.exec(
      `INSERT INTO order_times (name, code, stood_at_ms, cancelled_at_ms) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (name, code) DO UPDATE SET stood_at_ms = ?3, cancelled_at_ms = ?4`,
      name,
      code,
      stoodAtMs,
      cancelledAtMs,
    );
  }
}
