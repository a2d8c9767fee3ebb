const tables = `
  CREATE TABLE IF NOT EXISTS orders (name TEXT NOT NULL, code TEXT NOT NULL COLLATE NOCASE, unit INTEGER, amount INTEGER NOT NULL, taken_back INTEGER NOT NULL, is_cancelled INTEGER NOT NULL, PRIMARY KEY (name, code)) WITHOUT ROWID;
`;

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
  isCancelled: boolean;
}

export class KeptOrders {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(tables);
  }

  get(name: string, code: string): CodeInOrder {
    const [row] = this.#sql.exec<{
      unit: number | null;
      amount: number;
      taken_back: number;
      is_cancelled: number;
    }>("SELECT unit, amount, taken_back, is_cancelled FROM orders WHERE name = ? AND code = ?", name, code);
    const { unit, amount, taken_back, is_cancelled } = row ?? {
      unit: null,
      amount: 0,
      taken_back: 0,
      is_cancelled: 0,
    };
    return { name, code, unit, amount, takenBack: taken_back, isCancelled: is_cancelled === 1 };
  }

  put({ name, code, unit, amount, takenBack, isCancelled }: CodeInOrder): void {
    this.#sql.exec(
      `INSERT INTO orders (name, code, unit, amount, taken_back, is_cancelled) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
       ON CONFLICT (name, code) DO UPDATE SET unit = ?3, amount = ?4, taken_back = ?5, is_cancelled = ?6`,
      name,
      code,
      unit,
      amount,
      takenBack,
      isCancelled ? 1 : 0,
    );
  }
}
