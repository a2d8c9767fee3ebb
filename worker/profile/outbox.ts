import type { Snapshot } from "../../model/snapshot.ts";
import { deleteSnapshot, writeSnapshot } from "../store/snapshots.ts";
import { inTime } from "../wait/in-time.ts";

/** KV takes one write a second for a key. */
const everyMs = 1000;
/** After a failure the wait doubles, up to the longest. */
const longestRetryMs = 5 * 60_000;
const deadlineMs = 5000;

/** What is still to be written; a single row. */
interface Row extends Record<string, SqlStorageValue> {
  site: string;
  snapshot: string;
  version: number;
  failures: number;
}

const tables = `
  CREATE TABLE IF NOT EXISTS outbox (one INTEGER PRIMARY KEY CHECK (one = 1), site TEXT NOT NULL, snapshot TEXT NOT NULL, version INTEGER NOT NULL, failures INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS outbox_writes (one INTEGER PRIMARY KEY CHECK (one = 1), at_ms INTEGER NOT NULL);
`;

/** Writes what the server changed of a profile to KV: the newest alone, once a second at most, until it is there. */
export class Outbox {
  readonly #storage: DurableObjectStorage;
  readonly #env: Pick<Env, "BUNDLES" | "COOKIE_KEYS">;
  /** The latest write, which may be under way. */
  #writing: Promise<void> | undefined;
  #isReady = false;

  constructor(storage: DurableObjectStorage, env: Pick<Env, "BUNDLES" | "COOKIE_KEYS">) {
    this.#storage = storage;
    this.#env = env;
  }

  #exec<T extends Record<string, SqlStorageValue>>(query: string, ...values: SqlStorageValue[]) {
    // Most profiles never have anything to write here.
    if (!this.#isReady) this.#storage.sql.exec(tables);
    this.#isReady = true;
    return this.#storage.sql.exec<T>(query, ...values);
  }

  /** Writes it now if that may be, else soon. It is not lost when KV fails, nor when this object is put away. */
  async send(site: string, snapshot: Snapshot): Promise<void> {
    this.#exec(
      `INSERT INTO outbox (one, site, snapshot, version, failures) VALUES (1, ?1, ?2, ?3, 0)
       ON CONFLICT (one) DO UPDATE SET snapshot = ?2, version = ?3, failures = 0`,
      site,
      JSON.stringify(snapshot),
      snapshot.version,
    );
    await this.deliver();
  }

  /** Whatever is to be written: now, or by the object's alarm. Never throws, since the platform gives up on alarms that do. */
  async deliver(): Promise<void> {
    const waiting = this.#waiting();
    if (waiting === undefined) return;
    const nowMs = Date.now();
    const dueMs = this.#writtenAtMs() + everyMs;
    if (nowMs < dueMs) return this.#storage.setAlarm(dueMs);
    this.#exec(
      "INSERT INTO outbox_writes (one, at_ms) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET at_ms = ?1",
      nowMs,
    );
    // Set before the attempt: should this object end in the middle of it, there is another one.
    await this.#storage.setAlarm(nowMs + retryMs(waiting.failures));
    try {
      const snapshot = JSON.parse(waiting.snapshot) as Snapshot;
      this.#writing = writeSnapshot(this.#env, waiting.site, snapshot);
      await inTime(this.#writing, deadlineMs, "KV");
      this.#exec("DELETE FROM outbox WHERE version = ?", waiting.version);
    } catch (error) {
      console.error({ message: "A snapshot could not be written; it will be again.", error: String(error) });
      this.#exec("UPDATE outbox SET failures = failures + 1");
      return;
    }
    // What came meanwhile waits for its turn.
    if (this.#waiting() === undefined) await this.#storage.deleteAlarm();
    else await this.#storage.setAlarm(nowMs + everyMs);
  }

  /** Nothing of a visitor stays in KV; where that fails, it is gone when its time is over. */
  async takeBack(site: string, visitor: string): Promise<void> {
    this.#isReady = false;
    // What is under way would come after it.
    await inTime(Promise.allSettled([this.#writing]), deadlineMs, "KV").catch(() => undefined);
    try {
      await inTime(deleteSnapshot(this.#env, { site, visitor }), deadlineMs, "KV");
    } catch (error) {
      console.error({ message: "A snapshot could not be deleted.", error: String(error) });
    }
  }

  #waiting(): Row | undefined {
    const [row] = this.#exec<Row>("SELECT site, snapshot, version, failures FROM outbox");
    return row;
  }

  #writtenAtMs(): number {
    const [row] = this.#exec<{ at_ms: number }>("SELECT at_ms FROM outbox_writes");
    return row?.at_ms ?? 0;
  }
}

function retryMs(failures: number): number {
  return Math.min(everyMs * 2 ** (failures + 1), longestRetryMs);
}
