import type { Move } from "../../model/identity/move.ts";
import { inTime } from "../wait/in-time.ts";
import { within } from "../wait/within.ts";
import type { Party } from "./party.ts";

export const moveTables = `
  CREATE TABLE IF NOT EXISTS moves (number INTEGER PRIMARY KEY AUTOINCREMENT, giver TEXT NOT NULL, receiver TEXT NOT NULL, move TEXT NOT NULL, failures INTEGER NOT NULL DEFAULT 0);
  CREATE INDEX IF NOT EXISTS moves_by_giver ON moves (giver);
  CREATE INDEX IF NOT EXISTS moves_by_receiver ON moves (receiver);
`;

const deadlineMs = 20_000;
/** After a failure the wait doubles, up to the longest. */
const firstRetryMs = 2000;
const longestRetryMs = 5 * 60_000;
const mostAtOnce = 16;

interface Row extends Record<string, SqlStorageValue> {
  number: number;
  move: string;
}

/**
 * Moves what belongs to somebody from one profile to another, in the order of numbers where two moves concern one profile.
 * A move is forgotten once it is done; every step may be repeated, so that whatever breaks off is taken up again by the
 * object's alarm.
 */
export class Moves {
  readonly #storage: DurableObjectStorage;
  readonly #partyOf: (profile: string) => Party;
  readonly #underWay = new Map<number, Promise<void>>();
  /** What failed, until the alarm comes. */
  readonly #paused = new Set<number>();

  constructor(storage: DurableObjectStorage, partyOf: (profile: string) => Party) {
    this.#storage = storage;
    this.#partyOf = partyOf;
  }

  /** To be called in the transaction that makes the move necessary. Whatever becomes of this object, it wakes up for it. */
  add(move: Omit<Move, "id">): void {
    this.#storage.sql.exec(
      "INSERT INTO moves (giver, receiver, move) VALUES (?, ?, ?)",
      move.from,
      move.to,
      JSON.stringify(move),
    );
    void this.#storage.setAlarm(Date.now() + firstRetryMs);
  }

  /** Waits until nothing is to be moved of these profiles any more, as far as that works now, and so long at most. */
  async settle(profiles: ReadonlySet<string>, mostMs: number): Promise<void> {
    const untilMs = Date.now() + mostMs;
    for (;;) {
      this.run();
      const leftMs = untilMs - Date.now();
      if (this.#underWay.size === 0 || leftMs <= 0 || this.#of(profiles).length === 0) return;
      await within(Promise.race(this.#underWay.values()), leftMs);
    }
  }

  /** Begins whatever can begin. */
  run(): void {
    for (const { number, move } of this.#ready(mostAtOnce - this.#underWay.size))
      this.#underWay.set(number, this.#go({ ...(JSON.parse(move) as Omit<Move, "id">), id: String(number) }));
  }

  /** Drops what is still to be moved from or to these profiles, since nothing of them is to stay. */
  drop(profiles: ReadonlySet<string>): void {
    for (const number of this.#of(profiles)) this.#done(number);
  }

  /** Goes on with what is left, and comes again for what fails. For the object's alarm. */
  async goOn(): Promise<void> {
    this.#paused.clear();
    this.run();
    await Promise.all(this.#underWay.values());
    await this.#wakeLater();
  }

  async #wakeLater(): Promise<void> {
    const [next] = this.#storage.sql.exec<{ failures: number }>(
      "SELECT failures FROM moves ORDER BY number LIMIT 1",
    );
    if (next === undefined) return;
    await this.#storage.setAlarm(Date.now() + Math.min(firstRetryMs * 2 ** next.failures, longestRetryMs));
  }

  async #go(move: Move): Promise<void> {
    const number = Number(move.id);
    try {
      await inTime(this.#steps(move), deadlineMs, "A profile");
      this.#done(number);
    } catch (error) {
      console.error({
        message: "A move failed; it will be tried again.",
        move: move.id,
        error: String(error),
      });
      this.#storage.sql.exec("UPDATE moves SET failures = failures + 1 WHERE number = ?", number);
      this.#paused.add(number);
      await this.#wakeLater();
    } finally {
      this.#underWay.delete(number);
    }
    this.run();
  }

  async #steps(move: Move): Promise<void> {
    const from = this.#partyOf(move.from);
    const handed = await from.handOver(move);
    await this.#partyOf(move.to).takeOver(move, handed);
    await from.handedOver(move.id);
  }

  #done(number: number): void {
    this.#storage.sql.exec("DELETE FROM moves WHERE number = ?", number);
  }

  /** Those that no earlier one stands in the way of, but for those that are under way or failed lately. */
  #ready(most: number): Row[] {
    const left = [...this.#underWay.keys(), ...this.#paused];
    const rows = this.#storage.sql.exec<Row>(
      `SELECT number, move FROM moves AS own
       WHERE number NOT IN (SELECT value FROM json_each(?))
         AND NOT EXISTS (SELECT 1 FROM moves AS earlier
           WHERE earlier.giver IN (own.giver, own.receiver) AND earlier.number < own.number)
         AND NOT EXISTS (SELECT 1 FROM moves AS earlier
           WHERE earlier.receiver IN (own.giver, own.receiver) AND earlier.number < own.number)
       ORDER BY number LIMIT ?`,
      JSON.stringify(left),
      Math.max(0, most),
    );
    return [...rows];
  }

  #of(profiles: ReadonlySet<string>): number[] {
    const rows = this.#storage.sql.exec<{ number: number }>(
      `SELECT number FROM moves WHERE giver IN (SELECT value FROM json_each(?1))
       UNION SELECT number FROM moves WHERE receiver IN (SELECT value FROM json_each(?1))`,
      JSON.stringify([...profiles]),
    );
    return [...rows].map(({ number }) => number);
  }
}
