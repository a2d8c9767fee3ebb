import { DurableObject } from "cloudflare:workers";
import { type HeldCoupon, newSession, newSnapshot, type Snapshot } from "../../model/snapshot.ts";
import type { Coupon } from "../../model/coupon.ts";
import type { Arrival, Asked, Recorded } from "./arrival.ts";
import { type Change, make } from "./change.ts";
import { Journal } from "./journal.ts";
import { Outbox } from "./outbox.ts";
import { couponsOf, snapshotOf } from "./snapshot-of.ts";
import { changeBy, sortArrival } from "./sort-arrival.ts";
import { emptyState, type ProfileState, visitorNode } from "./state.ts";
import { stateOf, textOf } from "./stored-state.ts";

/** Whom to recall, and what of them. */
export interface Recall extends Pick<Asked, "counters" | "wanted" | "strategies"> {
  visitor: string;
  nowMs: number;
}

/** A coupon for somebody. */
export interface Gift extends Recall {
  site: string;
  coupon: Pick<Coupon, "id" | "code">;
}

/**
 * One person's memory: one writer, so an event is counted once and the next read sees it. What changes is written
 * before a method returns: one row for each arrival (`journal.ts`). What it means is worked out by pure functions.
 */
export class Profile extends DurableObject<Env> {
  readonly #outbox: Outbox;
  #opened: { state: ProfileState; journal: Journal<Change> } | undefined;

  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    this.#outbox = new Outbox(context.storage, env);
  }

  /** Adds events; the same id is the same event, however often it arrives. What belongs to others is not taken. */
  record(arrival: Arrival): Recorded {
    const state = this.#state();
    const { carried, events, nowMs } = arrival;
    if (state.forgottenAtMs !== null) {
      const snapshot = carried === null ? null : newSnapshot(carried.visitor, nowMs, newSession(nowMs));
      return { snapshot, acceptedIds: [], duplicates: events.length, elsewhere: [], index: null };
    }
    const sorted = sortArrival(state, arrival);
    const change = changeBy(state, arrival, sorted, false);
    if (change !== undefined) this.#change(change);
    const { acceptedIds, duplicates, elsewhere, isHere } = sorted;
    const snapshot =
      carried === null || !isHere
        ? null
        : snapshotOf(state, { ...arrival, carried, visitor: carried.visitor });
    return { snapshot, acceptedIds, duplicates, elsewhere, index: null };
  }

  /** What is known of a visitor, without changing anything; `null` where nothing is. */
  recall(asked: Recall): Snapshot | null {
    return snapshotOf(this.#state(), { ...asked, carried: null });
  }

  /** Nothing is known of this person any more, and what was under way of them comes too late. */
  async forget(site: string, visitor: string): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
    this.#opened = undefined;
    this.#change({ type: "forgotten", atMs: Date.now() });
    await this.#outbox.takeBack(site, visitor);
  }

  /**
   * Gives a coupon at somebody else's word than the visitor's own: their next page knows of it, without any event.
   * @returns the coupon as it is held, also where it was held before; `null` where nobody is known.
   */
  async give({ site, coupon: { id, code }, ...asked }: Gift): Promise<HeldCoupon | null> {
    const state = this.#state();
    if (state.sources.size === 0) return null;
    const held = () => couponsOf(state).find((coupon) => coupon.id === id);
    const before = held();
    if (before !== undefined) return before;
    const coupon = { id, code, state: "held", total: null, atMs: asked.nowMs } as const;
    this.#change({ type: "given", source: visitorNode(asked.visitor), coupon });
    const snapshot = this.recall(asked);
    if (snapshot !== null) await this.#outbox.send(site, snapshot);
    return held() ?? null;
  }

  override async alarm(): Promise<void> {
    await this.#outbox.deliver();
  }

  #state(): ProfileState {
    return this.#open().state;
  }

  #open() {
    if (this.#opened !== undefined) return this.#opened;
    const journal = new Journal<Change>(this.ctx.storage);
    const { text, changes } = journal.open();
    const state = text === undefined ? emptyState() : stateOf(text);
    for (const change of changes) make(state, change);
    return (this.#opened = { state, journal });
  }

  /** Makes a change and writes it down, or does neither. */
  #change(change: Change): void {
    const { state, journal } = this.#open();
    try {
      make(state, change);
      journal.write(change, () => textOf(state));
    } catch (error) {
      // What is in memory may be half of it: what was written counts.
      this.#opened = undefined;
      throw error;
    }
  }
}
