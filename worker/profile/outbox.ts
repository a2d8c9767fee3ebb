import type { Snapshot } from "../../model/snapshot.ts";
import { announceNews } from "../store/announced-news.ts";
import { deleteSnapshot, writeSnapshot } from "../store/snapshots.ts";
import { inTime } from "../wait/in-time.ts";

/** KV takes one write a second for a key. */
const everyMs = 1000;
/** After a failure the wait doubles, up to the longest. */
const longestRetryMs = 5 * 60_000;
const deadlineMs = 5000;

/** What is still to be written for one visitor. */
interface Row extends Record<string, SqlStorageValue> {
  visitor: string;
  site: string;
  snapshot: string;
  version: number;
  /** Whether the visitor's pages have no other way to know. */
  is_news: 0 | 1;
}

const tables = `
  CREATE TABLE IF NOT EXISTS outgoing (visitor TEXT PRIMARY KEY, site TEXT NOT NULL, snapshot TEXT NOT NULL, version INTEGER NOT NULL, is_news INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS outbox_attempt (one INTEGER PRIMARY KEY CHECK (one = 1), at_ms INTEGER NOT NULL, failures INTEGER NOT NULL);
`;

/**
 * Writes what visitors do not carry to KV: of each the newest alone, once a second at most, until it is there. What the
 * server changed of a profile is announced as well, for pages look into KV where there is reason to.
 */
export class Outbox {
  readonly #storage: DurableObjectStorage;
  readonly #env: Pick<Env, "BUNDLES" | "COOKIE_KEYS" | "DB">;
  readonly #wake: () => Promise<void>;
  /** The latest writes, which may be under way. */
  #writing: Promise<unknown> | undefined;
  /** Whether there are tables: most profiles never have anything to write here. */
  #isReady: boolean | undefined;

  /** @param wake sees to it that `deliver` is called when it is due. */
  constructor(
    storage: DurableObjectStorage,
    env: Pick<Env, "BUNDLES" | "COOKIE_KEYS" | "DB">,
    wake: () => Promise<void>,
  ) {
    this.#storage = storage;
    this.#env = env;
    this.#wake = wake;
  }

  /**
   * Writes them now if that may be, else soon. They are not lost when KV or D1 fails, nor when this object is put away.
   * @param isNews `false` for what is only too long for the visitor's cookie, which says so itself.
   */
  async send(site: string, snapshots: readonly Snapshot[], isNews: boolean): Promise<void> {
    for (const snapshot of snapshots)
      this.#exec(
        `INSERT INTO outgoing (visitor, site, snapshot, version, is_news) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (visitor) DO UPDATE SET site = ?2, snapshot = ?3, version = ?4, is_news = MAX(is_news, ?5)`,
        snapshot.visitor,
        site,
        JSON.stringify(snapshot),
        snapshot.version,
        Number(isNews),
      );
    await this.deliver();
  }

  /** Whatever is due: now, or by the object's alarm. Never throws, since the platform gives up on alarms that do. */
  async deliver(): Promise<void> {
    // One after the other: what is written last is the newest.
    if (this.#writing !== undefined) await this.#written();
    const dueMs = this.dueMs();
    if (dueMs === null) return;
    if (Date.now() < dueMs) return this.#wake();
    const waiting = [...this.#exec<Row>("SELECT visitor, site, snapshot, version, is_news FROM outgoing")];
    const { failures } = this.#attempt();
    // Noted before the attempt: should this object end in the middle of it, there is another one.
    this.#setAttempt(Date.now(), failures + 1);
    await this.#wake();
    try {
      const writing = this.#write(waiting).finally(() => (this.#writing = undefined));
      this.#writing = writing;
      await inTime(writing, deadlineMs, "KV or D1");
      for (const { visitor, version } of waiting)
        this.#exec("DELETE FROM outgoing WHERE visitor = ? AND version = ?", visitor, version);
      this.#setAttempt(this.#attempt().atMs, 0);
    } catch (error) {
      console.error({ message: "A snapshot could not be written; it will be again.", error: String(error) });
    }
  }

  /** When something is to be written; `null` where nothing waits. */
  dueMs(): number | null {
    this.#isReady ??= this.#wasUsed();
    if (!this.#isReady) return null;
    const [waits] = this.#exec("SELECT 1 FROM outgoing LIMIT 1");
    if (waits === undefined) return null;
    const { atMs, failures } = this.#attempt();
    return atMs + Math.min(everyMs * 2 ** failures, longestRetryMs);
  }

  /** All that the object stored was deleted. */
  reset(): void {
    this.#isReady = false;
  }

  /** What waits for visitors who are another profile's now is not written: it would take the place of what that one writes. */
  async drop(visitors: readonly string[]): Promise<void> {
    this.#isReady ??= this.#wasUsed();
    if (!this.#isReady) return;
    for (const visitor of visitors) this.#exec("DELETE FROM outgoing WHERE visitor = ?", visitor);
    await this.#written();
  }

  /** Nothing of these visitors stays in KV; where that fails, it is gone when its time is over. */
  async takeBack(site: string, visitors: readonly string[]): Promise<void> {
    // What is under way would come after it.
    await this.#written();
    try {
      const deleting = visitors.map((visitor) => deleteSnapshot(this.#env, { site, visitor }));
      await inTime(Promise.all(deleting), deadlineMs, "KV");
    } catch (error) {
      console.error({ message: "A snapshot could not be deleted.", error: String(error) });
    }
  }

  /** Announced is what is there: who looks too early is told for a while that there is nothing. */
  async #write(waiting: readonly Row[]): Promise<void> {
    await Promise.all(
      waiting.map(({ site, snapshot }) => writeSnapshot(this.#env, site, JSON.parse(snapshot) as Snapshot)),
    );
    const news = waiting.filter(({ is_news }) => is_news === 1);
    const [first] = news;
    if (first === undefined) return;
    const visitors = news.map(({ visitor }) => visitor);
    await announceNews(this.#env.DB, first.site, visitors, Date.now());
  }

  async #written(): Promise<void> {
    await inTime(Promise.allSettled([this.#writing]), deadlineMs, "KV").catch(() => undefined);
  }

  #attempt(): { atMs: number; failures: number } {
    const [row] = this.#exec<{ at_ms: number; failures: number }>(
      "SELECT at_ms, failures FROM outbox_attempt",
    );
    return { atMs: row?.at_ms ?? 0, failures: row?.failures ?? 0 };
  }

  #setAttempt(atMs: number, failures: number): void {
    this.#exec(
      `INSERT INTO outbox_attempt (one, at_ms, failures) VALUES (1, ?1, ?2)
       ON CONFLICT (one) DO UPDATE SET at_ms = ?1, failures = ?2`,
      atMs,
      failures,
    );
  }

  #wasUsed(): boolean {
    const [table] = this.#storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'outgoing'");
    return table !== undefined;
  }

  #exec<T extends Record<string, SqlStorageValue>>(query: string, ...values: SqlStorageValue[]) {
    if (this.#isReady !== true) this.#storage.sql.exec(tables);
    this.#isReady = true;
    return this.#storage.sql.exec<T>(query, ...values);
  }
}
