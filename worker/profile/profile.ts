import { DurableObject } from "cloudflare:workers";
import type { Counter } from "../../model/condition/did.ts";
import { type Event, eventMatches } from "../../model/event.ts";
import type { HeldCoupon, Session, Snapshot } from "../../model/snapshot.ts";
import type { Coupon } from "../../model/coupon.ts";

/** What an event batch brings to the profile. */
export interface Arrival {
  /** What the visitor carried when the events were sent. */
  carried: Snapshot;
  /** With times by our clock. */
  events: readonly Event[];
  /** What live rules want counted; `null` where that is not known now: then the visitor keeps what they carry. */
  counters: readonly Counter[] | null;
  nowMs: number;
}

export interface Recorded {
  snapshot: Snapshot;
  accepted: number;
  duplicates: number;
}

/**
 * One person's memory: one writer, so an event is counted once and the next read sees it.
 * Everything that must survive is in SQLite before a method returns.
 */
export class Profile extends DurableObject<Env> {
  readonly #sql: SqlStorage;

  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    this.#sql = context.storage.sql;
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, name TEXT NOT NULL, time_ms INTEGER NOT NULL, params TEXT NOT NULL);
      CREATE INDEX IF NOT EXISTS events_by_name ON events (name, time_ms);
      CREATE TABLE IF NOT EXISTS coupons (id TEXT PRIMARY KEY, code TEXT NOT NULL, state TEXT NOT NULL, total TEXT, at_ms INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    `);
  }

  /** Adds events; the same id is the same event, however often it arrives. */
  record({ carried, events, counters, nowMs }: Arrival): Recorded {
    let accepted = 0;
    for (const event of events) {
      const written = this.#sql.exec(
        "INSERT INTO events (id, name, time_ms, params) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        event.id,
        event.name,
        event.timeMs,
        JSON.stringify(event.params),
      );
      // A row and its two index entries, or nothing.
      if (written.rowsWritten > 0) accepted += 1;
    }
    for (const coupon of carried.coupons) this.#hold(coupon);
    return {
      snapshot: this.#snapshot(carried, counters, nowMs),
      accepted,
      duplicates: events.length - accepted,
    };
  }

  /** The profile holds these coupons from now on. One that it holds already stays as it is. */
  grant(coupons: readonly Pick<Coupon, "id" | "code">[], nowMs: number): void {
    for (const { id, code } of coupons) this.#hold({ id, code, state: "held", total: null, atMs: nowMs });
  }

  /** What the shop's cart made of a coupon; the latest word counts. */
  couponSeen(coupon: HeldCoupon): void {
    this.#sql.exec(
      `INSERT INTO coupons (id, code, state, total, at_ms) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT (id) DO UPDATE SET code = ?2, state = ?3, total = ?4, at_ms = ?5 WHERE at_ms <= ?5`,
      coupon.id,
      coupon.code,
      coupon.state,
      coupon.total,
      coupon.atMs,
    );
  }

  #hold(coupon: HeldCoupon): void {
    this.#sql.exec(
      "INSERT INTO coupons (id, code, state, total, at_ms) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
      coupon.id,
      coupon.code,
      coupon.state,
      coupon.total,
      coupon.atMs,
    );
  }

  #snapshot(carried: Snapshot, counters: readonly Counter[] | null, nowMs: number): Snapshot {
    const firstSeenAtMs = Math.min(
      (this.#fact("firstSeenAtMs") as number | undefined) ?? Infinity,
      carried.firstSeenAtMs,
    );
    const stored = this.#fact("session") as Session | undefined;
    const session =
      stored !== undefined && stored.startedAtMs > carried.session.startedAtMs ? stored : carried.session;
    const version = Math.max((this.#fact("version") as number | undefined) ?? 0, carried.version) + 1;
    this.#setFact("firstSeenAtMs", firstSeenAtMs);
    this.#setFact("session", session);
    this.#setFact("version", version);
    return {
      ...carried,
      version,
      firstSeenAtMs,
      lastSeenAtMs: nowMs,
      session,
      timesMs: counters === null ? carried.timesMs : this.#times(counters),
      coupons: this.#coupons(),
    };
  }

  #times(counters: readonly Counter[]): Snapshot["timesMs"] {
    return Object.fromEntries(counters.map((counter) => [counter.id, this.#latestTimes(counter)]));
  }

  #latestTimes({ event, where, keep }: Counter): number[] {
    const times: number[] = [];
    const rows = this.#sql.exec<{ time_ms: number; params: string }>(
      "SELECT time_ms, params FROM events WHERE name = ? ORDER BY time_ms DESC",
      event,
    );
    for (const row of rows) {
      if (times.length >= keep) break;
      if (eventMatches(JSON.parse(row.params) as Event["params"], where)) times.push(row.time_ms);
    }
    return times;
  }

  #coupons(): HeldCoupon[] {
    const rows = this.#sql.exec<{
      id: string;
      code: string;
      state: HeldCoupon["state"];
      total: string | null;
      at_ms: number;
    }>("SELECT id, code, state, total, at_ms FROM coupons ORDER BY at_ms, id");
    return [...rows].map(({ id, code, state, total, at_ms }) => ({
      id,
      code,
      state,
      total,
      atMs: at_ms,
    }));
  }

  #fact(name: string): unknown {
    const [row] = this.#sql.exec<{ value: string }>("SELECT value FROM facts WHERE name = ?", name);
    return row === undefined ? undefined : JSON.parse(row.value);
  }

  #setFact(name: string, value: unknown): void {
    this.#sql.exec(
      "INSERT INTO facts (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
      name,
      JSON.stringify(value),
    );
  }
}
