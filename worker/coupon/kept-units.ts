import { dueMs, type Unit, type UnitState, unitStates } from "./unit.ts";

const counted = (sign: "+" | "-", row: "NEW" | "OLD") =>
  `UPDATE counts SET units = units ${sign} 1, amount = amount ${sign} ${row}.amount WHERE state = ${row}.state;`;

/** Whatever writes a unit counts it in the same step, so that the ledger adds up by itself. */
const tables = `
  CREATE TABLE IF NOT EXISTS units (id INTEGER PRIMARY KEY AUTOINCREMENT, code TEXT NOT NULL COLLATE NOCASE, state TEXT NOT NULL, expires_at_ms INTEGER, until_ms INTEGER, amount INTEGER NOT NULL, order_name TEXT, due_ms INTEGER);
  CREATE INDEX IF NOT EXISTS units_by_code ON units (code);
  CREATE INDEX IF NOT EXISTS units_by_due ON units (due_ms) WHERE due_ms IS NOT NULL;
  CREATE TABLE IF NOT EXISTS marks (mark TEXT NOT NULL, unit INTEGER NOT NULL, PRIMARY KEY (mark, unit)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS marks_by_unit ON marks (unit);
  CREATE TABLE IF NOT EXISTS parted (mark TEXT NOT NULL, unit INTEGER NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (mark, unit)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS counts (state TEXT PRIMARY KEY, units INTEGER NOT NULL, amount INTEGER NOT NULL) WITHOUT ROWID;
  INSERT OR IGNORE INTO counts (state, units, amount) VALUES ${unitStates.map((state) => `('${state}', 0, 0)`).join(", ")};
  CREATE TRIGGER IF NOT EXISTS units_added AFTER INSERT ON units BEGIN ${counted("+", "NEW")} END;
  CREATE TRIGGER IF NOT EXISTS units_changed AFTER UPDATE OF state, amount ON units BEGIN ${counted("-", "OLD")} ${counted("+", "NEW")} END;
`;

interface Row extends Record<string, SqlStorageValue> {
  id: number;
  code: string;
  state: UnitState;
  expires_at_ms: number | null;
  until_ms: number | null;
  amount: number;
  order_name: string | null;
}

/** How many units are in each state, and what they take off together, in minor units. */
export type Counts = Record<UnitState, { units: number; amount: number }>;

/** The units that this object issued, and whose they are. */
export class KeptUnits {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(tables);
  }

  add(unit: Omit<Unit, "id">, marks: readonly string[]): Unit {
    const { id } = this.#sql
      .exec<{ id: number }>(
        `INSERT INTO units (code, state, expires_at_ms, until_ms, amount, order_name, due_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id`,
        ...valuesOf(unit),
      )
      .one();
    this.mark(id, marks);
    return { ...unit, id };
  }

  put(unit: Unit): void {
    this.#sql.exec(
      `UPDATE units SET code = ?, state = ?, expires_at_ms = ?, until_ms = ?, amount = ?, order_name = ?, due_ms = ?
       WHERE id = ?`,
      ...valuesOf(unit),
      unit.id,
    );
  }

  get(id: number): Unit | undefined {
    return this.#select("id = ?", id)[0];
  }

  /** The latest first. */
  byCode(code: string): Unit[] {
    return this.#select("code = ? ORDER BY id DESC LIMIT 100", code);
  }

  /** Whatever anybody with one of these marks was ever issued, the latest first. */
  ofMarks(marks: readonly string[]): Unit[] {
    return this.#select(
      `id IN (SELECT unit FROM marks WHERE mark IN (SELECT value FROM json_each(?))) ORDER BY id DESC`,
      JSON.stringify(marks),
    );
  }

  /** How many units anybody with one of these marks was ever issued. */
  countOfMarks(marks: readonly string[]): number {
    return this.#sql
      .exec<{ units: number }>(
        "SELECT COUNT(DISTINCT unit) AS units FROM marks WHERE mark IN (SELECT value FROM json_each(?))",
        JSON.stringify(marks),
      )
      .one().units;
  }

  /** The unit's holder is known by these too. */
  mark(unit: number, marks: readonly string[]): void {
    this.#sql.exec(
      "INSERT OR IGNORE INTO marks (mark, unit) SELECT value, ?2 FROM json_each(?1)",
      JSON.stringify(marks),
      unit,
    );
  }

  unmark(unit: number, marks: readonly string[]): void {
    this.#sql.exec(
      "DELETE FROM marks WHERE unit = ? AND mark IN (SELECT value FROM json_each(?))",
      unit,
      JSON.stringify(marks),
    );
  }

  /** Whoever is known by these has not held it from then on: a cookie of before may still say so. */
  part(unit: number, marks: readonly string[], atMs: number): void {
    this.unmark(unit, marks);
    this.#sql.exec(
      "INSERT OR REPLACE INTO parted (mark, unit, at_ms) SELECT value, ?2, ?3 FROM json_each(?1)",
      JSON.stringify(marks),
      unit,
      atMs,
    );
  }

  isPartedSince(unit: number, marks: readonly string[], ms: number): boolean {
    const found = this.#sql.exec(
      "SELECT 1 FROM parted WHERE unit = ? AND at_ms > ? AND mark IN (SELECT value FROM json_each(?)) LIMIT 1",
      unit,
      ms,
      JSON.stringify(marks),
    );
    return [...found].length > 0;
  }

  unmarkAll(unit: number): void {
    this.#sql.exec("DELETE FROM marks WHERE unit = ?", unit);
  }

  /** Whether anybody is known to hold it. */
  isHeld(unit: number): boolean {
    return [...this.#sql.exec("SELECT 1 FROM marks WHERE unit = ? LIMIT 1", unit)].length > 0;
  }

  isHeldBy(unit: number, marks: readonly string[]): boolean {
    const found = this.#sql.exec(
      "SELECT 1 FROM marks WHERE unit = ? AND mark IN (SELECT value FROM json_each(?)) LIMIT 1",
      unit,
      JSON.stringify(marks),
    );
    return [...found].length > 0;
  }

  /** @returns the units that nobody is known to hold any more. */
  forget(marks: readonly string[]): Unit[] {
    const theirs = this.ofMarks(marks);
    for (const table of ["marks", "parted"])
      this.#sql.exec(
        `DELETE FROM ${table} WHERE mark IN (SELECT value FROM json_each(?))`,
        JSON.stringify(marks),
      );
    return theirs.filter(({ id }) => !this.isHeld(id));
  }

  /** Those that are to change by themselves by now. */
  due(nowMs: number, most: number): Unit[] {
    return this.#select("due_ms <= ? ORDER BY due_ms LIMIT ?", nowMs, most);
  }

  nextDueMs(): number | null {
    return this.#sql
      .exec<{ ms: number | null }>("SELECT MIN(due_ms) AS ms FROM units WHERE due_ms IS NOT NULL")
      .one().ms;
  }

  /** Changes all that nobody has ordered with. @returns how many those were. */
  endAll(from: readonly UnitState[], to: "expired" | "revoked"): number {
    return this.#sql
      .exec(
        `UPDATE units SET state = ?, until_ms = NULL, amount = 0, due_ms = NULL
       WHERE state IN (SELECT value FROM json_each(?)) AND order_name IS NULL RETURNING 1`,
        to,
        JSON.stringify(from),
      )
      .toArray().length;
  }

  /** Those that were over with the coupon, not by their own hours, are in somebody's hands again. */
  reopen(nowMs: number): void {
    this.#sql.exec(
      `UPDATE units SET state = 'available', due_ms = expires_at_ms
       WHERE state = 'expired' AND (expires_at_ms IS NULL OR expires_at_ms > ?) AND id IN (SELECT unit FROM marks)`,
      nowMs,
    );
  }

  counts(): Counts {
    const rows = this.#sql.exec<{ state: UnitState; units: number; amount: number }>(
      "SELECT state, units, amount FROM counts",
    );
    return Object.fromEntries([...rows].map(({ state, ...count }) => [state, count])) as Counts;
  }

  #select(where: string, ...values: SqlStorageValue[]): Unit[] {
    const rows = this.#sql.exec<Row>(
      `SELECT id, code, state, expires_at_ms, until_ms, amount, order_name FROM units WHERE ${where}`,
      ...values,
    );
    return [...rows].map(({ id, code, state, expires_at_ms, until_ms, amount, order_name }) => {
      return { id, code, state, expiresAtMs: expires_at_ms, untilMs: until_ms, amount, order: order_name };
    });
  }
}

function valuesOf(unit: Omit<Unit, "id">): SqlStorageValue[] {
  const { code, state, expiresAtMs, untilMs, amount, order } = unit;
  return [code, state, expiresAtMs, untilMs, amount, order, dueMs({ ...unit, id: 0 })];
}
