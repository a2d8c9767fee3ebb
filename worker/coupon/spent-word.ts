import { tellSpent } from "../store/spent-coupons.ts";
import { inTime } from "../wait/in-time.ts";

const tables = `
  CREATE TABLE IF NOT EXISTS spent_word (one INTEGER PRIMARY KEY CHECK (one = 1), is_spent INTEGER NOT NULL, until_ms INTEGER, version INTEGER NOT NULL, failures INTEGER NOT NULL, due_ms INTEGER, told_at_ms INTEGER NOT NULL DEFAULT 0);
`;

const deadlineMs = 5000;
/** Carts come and go: it is not told more often than others look. */
const everyMs = 1000;
/** After a failure the wait doubles, up to the longest. */
const firstRetryMs = 1000;
const longestRetryMs = 5 * 60_000;

/** Whether nobody can have it, and since when somebody can again by itself. */
export interface SpentWord {
  isSpent: boolean;
  untilMs: number | null;
}

interface Row extends Record<string, SqlStorageValue> {
  is_spent: number;
  until_ms: number | null;
  version: number;
  failures: number;
  due_ms: number | null;
  told_at_ms: number;
}

/** What a coupon last said to whoever decides, until it is written down in D1. */
export class SpentTelling {
  readonly #sql: SqlStorage;
  readonly #env: Pick<Env, "DB">;
  readonly #coupon: { site: string; coupon: string };

  constructor(sql: SqlStorage, env: Pick<Env, "DB">, coupon: { site: string; coupon: string }) {
    this.#sql = sql;
    this.#env = env;
    this.#coupon = coupon;
    sql.exec(tables);
  }

  /** To be called with whatever may change it. @returns whether it is to be told. */
  say({ isSpent, untilMs }: SpentWord, nowMs: number): boolean {
    const said = this.#row();
    if (said === undefined && !isSpent) return false;
    if (said !== undefined && (said.is_spent === 1) === isSpent && said.until_ms === untilMs) return false;
    this.#sql.exec(
      `INSERT INTO spent_word (one, is_spent, until_ms, version, failures, due_ms) VALUES (1, ?1, ?2, ?3, 0, ?4)
       ON CONFLICT (one) DO UPDATE SET is_spent = ?1, until_ms = ?2, version = ?3, failures = 0, due_ms = ?4`,
      isSpent ? 1 : 0,
      untilMs,
      (said?.version ?? 0) + 1,
      Math.max(nowMs, (said?.told_at_ms ?? 0) + everyMs),
    );
    return true;
  }

  /** When it is to be told; `null`: it is known. */
  dueMs(): number | null {
    return this.#row()?.due_ms ?? null;
  }

  /** Tells it now, if that is due. Never throws. */
  async deliver(): Promise<void> {
    const word = this.#row();
    if (word === undefined || word.due_ms === null || word.due_ms > Date.now()) return;
    const waitMs = Math.min(firstRetryMs * 2 ** word.failures, longestRetryMs);
    // Noted before the attempt: should this object end in the middle of it, there is another one.
    this.#sql.exec("UPDATE spent_word SET failures = failures + 1, due_ms = ?", Date.now() + waitMs);
    const { version, until_ms: untilMs } = word;
    try {
      const told = { ...this.#coupon, isSpent: word.is_spent === 1, untilMs, version };
      await inTime(tellSpent(this.#env, told), deadlineMs, "D1");
      this.#sql.exec(
        "UPDATE spent_word SET failures = 0, due_ms = NULL, told_at_ms = ? WHERE version = ?",
        Date.now(),
        version,
      );
    } catch (error) {
      console.error({
        message: "A coupon could not tell whether it is spent; it will again.",
        ...this.#coupon,
        error: String(error),
      });
    }
  }

  #row(): Row | undefined {
    return this.#sql
      .exec<Row>("SELECT is_spent, until_ms, version, failures, due_ms, told_at_ms FROM spent_word")
      .toArray()[0];
  }
}
