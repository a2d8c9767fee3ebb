import { DurableObject } from "cloudflare:workers";
import type { Counter } from "../../model/condition/did.ts";
import { type Event, eventMatches } from "../../model/event.ts";
import type { FactName } from "../../model/facts/catalogue.ts";
import { newestSession } from "../../model/merge-snapshots.ts";
import { nothingRemembered } from "../../model/rule-memory.ts";
import {
  type Consent,
  type HeldCoupon,
  newSession,
  newSnapshot,
  type Session,
  type Snapshot,
} from "../../model/snapshot.ts";
import type { Coupon } from "../../model/coupon.ts";
import { asksForPages } from "../recognise/count-page.ts";
import type { LoggedEvent } from "./logged-event.ts";
import { type PageViews, withPageViews } from "./page-views.ts";
import { keepRuleMemory, ruleMemoryOf, ruleMemoryTables, shownTo } from "./rule-memory.ts";
import { profileFacts } from "./profile-facts.ts";
import { Outbox, outboxTables } from "./outbox.ts";

/** What an event batch brings to the profile. */
export interface Arrival {
  /** What the visitor carried when the events were sent. */
  carried: Snapshot;
  /** With times by our clock. */
  events: readonly Event[];
  /** What live rules want counted; `null` where that is not known now: then the visitor keeps what they carry. */
  counters: readonly Counter[] | null;
  /** The facts that live rules read; `null` as for `counters`. */
  wanted: readonly FactName[] | null;
  nowMs: number;
}

/** Whom to recall, and what of them. */
export interface Recall extends Pick<Arrival, "counters" | "wanted" | "nowMs"> {
  visitor: string;
}

/** A coupon for somebody. */
export interface Gift extends Recall {
  site: string;
  coupon: Pick<Coupon, "id" | "code">;
}

export interface Recorded {
  snapshot: Snapshot;
  /** The events that were not known before. */
  acceptedIds: string[];
  duplicates: number;
}

/**
 * One person's memory: one writer, so an event is counted once and the next read sees it.
 * Everything that must survive is in SQLite before a method returns.
 */
export class Profile extends DurableObject<Env> {
  readonly #sql: SqlStorage;
  readonly #outbox: Outbox;

  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    this.#sql = context.storage.sql;
    this.#outbox = new Outbox(context.storage, env);
    this.#makeTables();
  }

  #makeTables(): void {
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, name TEXT NOT NULL, time_ms INTEGER NOT NULL, params TEXT NOT NULL);
      CREATE INDEX IF NOT EXISTS events_by_name ON events (name, time_ms);
      CREATE TABLE IF NOT EXISTS coupons (id TEXT PRIMARY KEY, code TEXT NOT NULL, state TEXT NOT NULL, total TEXT, at_ms INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    `);
    this.#sql.exec(ruleMemoryTables);
    this.#sql.exec(outboxTables);
  }

  /** Adds events; the same id is the same event, however often it arrives. */
  record(arrival: Arrival): Recorded {
    const { carried, events, nowMs } = arrival;
    if (this.#isForgotten()) {
      const snapshot = newSnapshot(carried.visitor, nowMs, newSession(nowMs));
      return { snapshot, acceptedIds: [], duplicates: events.length };
    }
    const acceptedIds: string[] = [];
    for (const event of events) {
      const written = this.#sql.exec(
        "INSERT INTO events (id, name, time_ms, params) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
        event.id,
        event.name,
        event.timeMs,
        JSON.stringify(event.params),
      );
      // A row and its two index entries, or nothing.
      if (written.rowsWritten > 0) acceptedIds.push(event.id);
    }
    for (const coupon of carried.coupons) this.#hold(coupon);
    keepRuleMemory(this.#sql, carried, nowMs);
    return {
      snapshot: this.#snapshot(arrival),
      acceptedIds,
      duplicates: events.length - acceptedIds.length,
    };
  }

  /** What is known of a visitor, without changing anything; `null` where nothing is. */
  recall(asked: Recall): Snapshot | null {
    const session = this.#fact("session") as Session | undefined;
    if (session === undefined) return null;
    const carried = newSnapshot(asked.visitor, session.startedAtMs, session);
    const memory = { ...nothingRemembered, shownAtMs: shownTo(this.#sql, asked.visitor) };
    const consent = (this.#fact("consent") as Consent | null | undefined) ?? null;
    return this.#compose({ ...asked, carried: { ...carried, memory, consent } });
  }

  /** Nothing is known of this person any more, and what was under way of them comes too late. */
  async forget(site: string, visitor: string): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
    this.#makeTables();
    this.#setFact("forgotten", true);
    await this.#outbox.takeBack(site, visitor);
  }

  /** The profile holds these coupons from now on. One that it holds already stays as it is. */
  grant(coupons: readonly Pick<Coupon, "id" | "code">[], nowMs: number): void {
    for (const { id, code } of coupons) this.#hold({ id, code, state: "held", total: null, atMs: nowMs });
  }

  /**
   * Gives a coupon at somebody else's word than the visitor's own: their next page knows of it, without any event.
   * @returns the coupon as it is held, also where it was held before; `null` where nobody is known.
   */
  async give({ site, coupon: { id, code }, ...asked }: Gift): Promise<HeldCoupon | null> {
    if (this.#fact("session") === undefined) return null;
    const held = () => this.#coupons().find((coupon) => coupon.id === id);
    const before = held();
    if (before !== undefined) return before;
    this.grant([{ id, code }], asked.nowMs);
    const snapshot = this.recall(asked);
    if (snapshot === null) return null;
    this.#setFact("version", snapshot.version);
    await this.#outbox.send(site, snapshot);
    return held() ?? null;
  }

  override async alarm(): Promise<void> {
    await this.#outbox.deliver();
  }

  /** What the shop's cart made of a coupon; the latest word counts. */
  couponSeen(coupon: HeldCoupon): void {
    if (this.#isForgotten()) return;
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

  #isForgotten(): boolean {
    return this.#fact("forgotten") === true;
  }

  #hold(coupon: HeldCoupon): void {
    if (this.#isForgotten()) return;
    this.#sql.exec(
      "INSERT INTO coupons (id, code, state, total, at_ms) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
      coupon.id,
      coupon.code,
      coupon.state,
      coupon.total,
      coupon.atMs,
    );
  }

  #snapshot(arrival: Arrival): Snapshot {
    const snapshot = this.#compose(arrival);
    this.#setFact("firstSeenAtMs", snapshot.firstSeenAtMs);
    this.#setFact("session", snapshot.session);
    this.#setFact("pagesViewed", snapshot.pagesViewed);
    this.#setFact("version", snapshot.version);
    this.#setFact("consent", snapshot.consent);
    return snapshot;
  }

  #compose({ carried, counters, wanted, nowMs }: Omit<Arrival, "events">): Snapshot {
    const firstSeenAtMs = Math.min(
      (this.#fact("firstSeenAtMs") as number | undefined) ?? Infinity,
      carried.firstSeenAtMs,
    );
    const version = Math.max((this.#fact("version") as number | undefined) ?? 0, carried.version) + 1;
    const newest: Snapshot = {
      ...carried,
      version,
      firstSeenAtMs,
      lastSeenAtMs: nowMs,
      session: newestSession(
        (this.#fact("session") as Session | undefined) ?? carried.session,
        carried.session,
      ),
      pagesViewed: Math.max((this.#fact("pagesViewed") as number | undefined) ?? 0, carried.pagesViewed),
      timesMs: counters === null ? carried.timesMs : this.#times(counters),
      profile: wanted === null ? carried.profile : profileFacts(wanted, (...names) => this.#log(...names)),
      coupons: this.#coupons(),
      memory: ruleMemoryOf(this.#sql, carried.visitor, carried.memory, carried.session.startedAtMs),
    };
    return wanted !== null && asksForPages(wanted)
      ? withPageViews(newest, this.#pageViews(newest.session.startedAtMs))
      : newest;
  }

  /** Events of these names: all, or the latest `most`. */
  #log(names: readonly string[], most = -1): LoggedEvent[] {
    const rows = this.#sql.exec<{ id: string; name: string; time_ms: number; params: string }>(
      `SELECT id, name, time_ms, params FROM events WHERE name IN (${names.map(() => "?").join(", ")})
       ORDER BY time_ms DESC, id DESC LIMIT ?`,
      ...names,
      most,
    );
    return [...rows].map(({ id, name, time_ms, params }) => ({
      id,
      name,
      timeMs: time_ms,
      params: JSON.parse(params) as Event["params"],
    }));
  }

  #pageViews(sinceMs: number): PageViews {
    const { ever, in_visit } = this.#sql
      .exec<{ ever: number; in_visit: number }>(
        "SELECT COUNT(*) AS ever, COUNT(*) FILTER (WHERE time_ms >= ?) AS in_visit FROM events WHERE name = 'page_view'",
        sinceMs,
      )
      .one();
    const [latest] = this.#log(["page_view"], 1);
    return { ever, inVisit: in_visit, latest };
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
