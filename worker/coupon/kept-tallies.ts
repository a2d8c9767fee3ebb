import type { CouponRefusal } from "../../model/coupon/refusal.ts";

const tables = `
  CREATE TABLE IF NOT EXISTS refusals (reason TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS today (one INTEGER PRIMARY KEY CHECK (one = 1), day TEXT NOT NULL, units INTEGER NOT NULL);
`;

/** How often a coupon was refused and why, and how many units were issued on the latest day. */
export class KeptTallies {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(tables);
  }

  refused(reason: CouponRefusal): void {
    this.#sql.exec(
      "INSERT INTO refusals (reason, count) VALUES (?, 1) ON CONFLICT (reason) DO UPDATE SET count = count + 1",
      reason,
    );
  }

  refusals(): Partial<Record<CouponRefusal, number>> {
    const rows = this.#sql.exec<{ reason: CouponRefusal; count: number }>(
      "SELECT reason, count FROM refusals",
    );
    return Object.fromEntries([...rows].map(({ reason, count }) => [reason, count]));
  }

  /** @param day as in 2026-11-22; what comes late from the day before counts on the day that has begun. */
  issued(day: string): void {
    this.#sql.exec(
      `INSERT INTO today (one, day, units) VALUES (1, ?1, 1)
       ON CONFLICT (one) DO UPDATE SET units = CASE WHEN day >= ?1 THEN units + 1 ELSE 1 END, day = MAX(day, ?1)`,
      day,
    );
  }

  issuedOn(day: string): number {
    const [row] = this.#sql.exec<{ units: number }>("SELECT units FROM today WHERE day >= ?", day);
    return row?.units ?? 0;
  }
}
