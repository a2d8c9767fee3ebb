import { DurableObject } from "cloudflare:workers";
import type { Consent } from "../../model/consent/consent.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";
import { isLive } from "../../model/coupon/is-live.ts";
import type { HeldCoupon, Snapshot } from "../../model/snapshot.ts";
import { fits } from "../recognise/fitted.ts";
import { recordProfiles } from "../record/record-profiles.ts";
import { liveBundle } from "../store/live-bundle.ts";
import { type Arrival, type Asked, askedBy, type Recorded } from "./arrival.ts";
import { type Change, make } from "./change.ts";
import { copyOf } from "./copy.ts";
import { CouponErrands } from "./coupon-errands.ts";
import { forgetCoupons } from "./forget-coupons.ts";
import { isMarked, markOf } from "./forgotten.ts";
import { couponsOf } from "./held-coupons.ts";
import { goneRow } from "./index-row-of.ts";
import { Journal } from "./journal.ts";
import type { Move } from "../../model/identity/move.ts";
import { isVisitor, ownProfile, visitorNode } from "../../model/identity/node.ts";
import type { Handed } from "./move.ts";
import { Outbox } from "./outbox.ts";
import { endsAtMs, hasOldEvents, nextDropMs } from "./retain.ts";
import { sliceAt } from "./slices.ts";
import { snapshotOf } from "./snapshot-of.ts";
import { changeBy, type Sorted, sortArrival } from "./sort-arrival.ts";
import { emptyState, nodesOf, type ProfileState } from "./state.ts";
import { stateOf, textOf } from "./stored-state.ts";
import { type Telling, tellingOf, tellsAt, tellsNow, toldOf, visitEndsAt } from "./telling.ts";
import { WakeUp } from "../wait/wake-up.ts";

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

/** What the server changed is told to so many of somebody's browsers, those that were here last, and lately. */
const mostTold = 10;
/** More browsers than one person has. */
const mostForgotten = 500;
const latelyMs = 30 * 24 * 60 * 60_000;

/**
 * One person's memory: one writer, so an event is counted once and the next read sees it. What changes is written
 * before a method returns: one row for each arrival (`journal.ts`). What it means is worked out by pure functions.
 */
export class Profile extends DurableObject<ObjectsEnv> {
  readonly #outbox: Outbox;
  readonly #wakeUp: WakeUp;
  readonly #errands: CouponErrands;
  #opened: { state: ProfileState; journal: Journal<Change> } | undefined;

  constructor(context: DurableObjectState, env: ObjectsEnv) {
    super(context, env);
    this.#wakeUp = new WakeUp(context.storage);
    this.#outbox = new Outbox(context.storage, env, () => this.#wakeAgain());
    this.#errands = new CouponErrands(env, {
      state: () => this.#state(),
      deciding: () => this.#deciding(),
      change: (change) => this.#change(change),
    });
  }

  /** Adds events; the same id is the same event, however often it arrives. What belongs to others is not taken. */
  async record(arrival: Arrival): Promise<Recorded> {
    const state = this.#state();
    if (isForgotten(state, arrival)) return nobody(arrival);
    const before = tellingOf(state);
    const sorted = sortArrival(state, arrival);
    const isTold = arrival.counters !== null && tellsNow(state, arrival, sorted);
    const change = changeBy(state, arrival, sorted, isTold);
    if (change !== undefined) this.#change(change);
    const { acceptedIds, duplicates, elsewhere } = sorted;
    const recorded: Recorded = {
      snapshot: snapshotFor(state, arrival, sorted),
      acceptedIds,
      duplicates,
      elsewhere,
      index: change === undefined ? null : toldOf(state, arrival, { isTold, before }),
    };
    const { snapshot } = recorded;
    if (snapshot !== null && !fits(snapshot))
      this.#later(() => this.#outbox.send(arrival.site, [snapshot], false));
    if (arrival.carried === null && acceptedIds.length > 0) this.#later(() => this.#showAll(arrival));
    this.#runErrands();
    const isVisit = change !== undefined && arrival.carried !== null;
    await this.#wakeAgain(isVisit ? visitEndsAt(state, arrival.nowMs) : null);
    return recorded;
  }

  /** What is known of a visitor, without changing anything; `null` where nothing is. */
  recall(asked: Recall): Snapshot | null {
    return snapshotOf(this.#state(), { ...asked, carried: null });
  }

  /** Whose a browser is now, or whatever else was a profile of its own by this id, as far as this profile knows. */
  whose(profile: string, id: string, nowMs: number): string {
    const { slices } = this.#state();
    const node = Object.keys(slices).find((known) => ownProfile(known) === id) ?? "";
    return sliceAt(slices, node, nowMs)?.profile ?? profile;
  }

  /** Nothing is known of this person any more, and what was under way of them comes too late. */
  async forget(site: string, visitor: string): Promise<void> {
    const state = this.#state();
    const browsers = [...state.sources.keys()].filter((node) => isVisitor(node));
    const nodes = [...new Set([visitorNode(visitor), ...browsers])];
    const marks = [...new Set([...nodes.map(markOf), ...(state.forgotten?.marks ?? [])])];
    await this.#forgetCoupons([...nodes, ...nodesOf(state)]);
    await this.#deleteAll();
    // Whatever is told of somebody who comes back is newer.
    const version = state.version + 1;
    this.#change({ type: "forgotten", marks: marks.slice(0, mostForgotten), version, nowMs: Date.now() });
    await this.#wakeAgain();
    if (state.toldVersion > 0) await recordProfiles(this.env, [goneRow({ ...state, version })]);
    const visitors = nodes.map(ownProfile);
    await this.#outbox.takeBack(site, visitors);
  }

  /** Nothing stays here of what came by one of the person's browsers, which is its own again. */
  async part(visitor: string): Promise<void> {
    const state = this.#state();
    const node = visitorNode(visitor);
    if (!state.sources.has(node)) return;
    const before = tellingOf(state);
    await this.#forgetCoupons([node]);
    const id = crypto.randomUUID();
    const all = { node, sinceMs: 0, untilMs: Number.MAX_SAFE_INTEGER };
    const move = { id, from: state.profile, to: visitor, sources: [all], slices: {} };
    this.#change({ type: "handOver", move, nowMs: Date.now() });
    await this.#outbox.drop([visitor]);
    this.handedOver(id);
    await this.#tell(before);
    await this.#wakeAgain();
  }

  /** Whether nothing is to be known any more of whoever this was. */
  isForgotten(): boolean {
    return this.#state().forgotten !== null;
  }

  /** The nodes that whoever this is now is known by. */
  nodes(): string[] {
    return nodesOf(this.#state());
  }

  /** Everything that is kept here, as pieces of a JSON object; `null` where nobody is known. */
  copy(): ReadableStream<Uint8Array> | null {
    const state = this.#state();
    return state.sources.size === 0 ? null : copyOf(state);
  }

  /** Keeps what the person said to somebody of the shop; their next page knows. @returns `false` where nobody is known. */
  async choose(consent: Consent): Promise<boolean> {
    const state = this.#state();
    const [source] = nodesOf(state);
    if (source === undefined) return false;
    const before = tellingOf(state);
    this.#change({ type: "chosen", source, consent });
    await this.#tell(before);
    await this.#showAll({ ...(await this.#asked()), nowMs: consent.atMs });
    await this.#wakeAgain();
    return true;
  }

  /**
   * Gives a coupon at somebody else's word than the visitor's own: their next page knows of it, without any event.
   * @returns the coupon as it is held, also where it was held before; `null` where nobody is known.
   */
  async give({ coupon: { id, code }, ...asked }: Gift): Promise<HeldCoupon | null> {
    const state = this.#state();
    if (state.sources.size === 0) return null;
    const held = () => couponsOf(state).find((coupon) => coupon.id === id);
    const before = held();
    if (before !== undefined && isLive(before, asked.nowMs)) return before;
    // After whatever became of it before, whatever two clocks say.
    const atMs = Math.max(asked.nowMs, (before?.atMs ?? 0) + 1);
    const coupon = { id, code, state: "held", total: null, atMs } as const;
    this.#change({ type: "given", source: sourceFor(state, asked.visitor), coupon });
    await this.#showAll(asked);
    this.#runErrands();
    await this.#wakeAgain();
    return held() ?? null;
  }

  /** Takes out what the move is about, and keeps it aside. The same again for the same move. */
  async handOver(move: Move): Promise<Handed> {
    const state = this.#state();
    const before = tellingOf(state);
    if (!state.moved.includes(move.id)) this.#change({ type: "handOver", move, nowMs: Date.now() });
    await this.#outbox.drop(move.sources.map(({ node }) => ownProfile(node)));
    await this.#wakeAgain();
    const handed = state.leaving[move.id];
    const { site, version, retention } = state;
    if (handed === undefined) return { site, version, retention, sources: [], events: [], traits: [] };
    if (state.sources.size + handed.sources.length > 0) this.#later(() => this.#tellAll(before));
    return handed;
  }

  /** Takes over what another profile handed over, once for each move. The person's browsers know with their next page. */
  async takeOver(move: Move, handed: Handed): Promise<void> {
    const state = this.#state();
    if (state.moved.includes(move.id)) return;
    const before = tellingOf(state);
    this.#change({ type: "takeOver", move, handed, nowMs: Date.now() });
    await this.#wakeAgain();
    if (state.sources.size > 0) this.#later(() => this.#tellAll(before));
    this.#runErrands();
  }

  /** The other profile has it: it need not be kept aside any more. */
  handedOver(id: string): void {
    const state = this.#state();
    if (!Object.hasOwn(state.leaving, id)) return;
    this.#change({ type: "handedOver", id });
    // What is somebody else's now does not stay in what was written here before.
    this.#open().journal.rewrite(textOf(state));
  }

  /** Whatever is due. Never throws, since the platform gives up on alarms that do. */
  override async alarm(): Promise<void> {
    this.#wakeUp.clear();
    try {
      await this.#goOn(Date.now());
    } catch (error) {
      this.#opened = undefined;
      console.error({ message: "A profile could not do what is due.", error: String(error) });
      await this.#wakeUp.by(Date.now() + 60_000);
    }
  }

  async #goOn(nowMs: number): Promise<void> {
    if (nowMs >= endsAtMs(this.#state())) return this.#end();
    await this.#outbox.deliver();
    await this.#doErrands();
    if (hasOldEvents(this.#state(), nowMs)) {
      this.#change({ type: "aged", nowMs });
      const { journal, state } = this.#open();
      journal.rewrite(textOf(state));
    }
    const tellMs = tellsAt(this.#state());
    if (tellMs !== null && nowMs >= tellMs) {
      this.#change({ type: "told", nowMs });
      await this.#tell(tellingOf(this.#state()));
    }
    await this.#wakeAgain();
  }

  async #forgetCoupons(nodes: readonly string[]): Promise<void> {
    const state = this.#state();
    if (state.sources.size > 0) await forgetCoupons(this.env, state, nodes, await this.#deciding());
  }

  #runErrands(): void {
    if (this.#errands.isDue(Date.now())) this.#later(() => this.#doErrands());
  }

  /** What the person holds by it, their browsers know with their next page. */
  async #doErrands(): Promise<void> {
    if (!(await this.#errands.run())) return;
    await this.#showAll({ ...(await this.#asked()), nowMs: Date.now() });
    await this.#wakeAgain();
  }

  /** The index, and the browsers of whoever is left, know who they are now. */
  async #tellAll(before: Telling): Promise<void> {
    await this.#tell(before);
    await this.#showAll({ ...(await this.#asked()), nowMs: Date.now() });
  }

  /** Tells the index of what changed since. */
  async #tell(before: Telling): Promise<void> {
    const asked = await this.#asked();
    const state = this.#state();
    const told = state.site === "" ? null : toldOf(state, asked, { isTold: true, before });
    await recordProfiles(this.env, told === null ? [] : [told]);
  }

  /** Nobody waits for it, and what fails of it is made up for by the alarm. */
  #later(work: () => Promise<void>): void {
    const logged = (error: unknown) =>
      console.error({ message: "A profile could not tell others.", error: String(error) });
    this.ctx.waitUntil(work().catch(logged));
  }

  /** Nothing came for as long as the site keeps profiles: nothing stays but where others have gone. */
  async #end(): Promise<void> {
    const state = this.#state();
    const { site, profile, slices } = state;
    const gone = goneRow({ ...state, version: state.version + 1 });
    await this.#forgetCoupons(nodesOf(state));
    await this.#deleteAll();
    if (Object.keys(slices).length > 0)
      this.#open().journal.rewrite(textOf(Object.assign(this.#state(), { site, profile, slices })));
    if (gone.site !== "") await recordProfiles(this.env, [gone]);
  }

  async #deleteAll(): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
    this.#wakeUp.clear();
    this.#outbox.reset();
    this.#opened = undefined;
  }

  /** The person's browsers learn with their next page, through KV, what no browser of theirs brought. */
  async #showAll(
    asked: Pick<Asked, "counters" | "wanted" | "strategies"> & { nowMs: number },
  ): Promise<void> {
    const state = this.#state();
    if (asked.counters === null) return;
    const lately = [...state.sources]
      .filter(([node, { session, seenAtMs }]) => {
        const isHere = (sliceAt(state.slices, node, asked.nowMs)?.profile ?? state.profile) === state.profile;
        return session !== null && isHere && seenAtMs > asked.nowMs - latelyMs;
      })
      .sort(([, a], [, b]) => b.seenAtMs - a.seenAtMs)
      .slice(0, mostTold);
    const snapshots = lately.map(([node]) => {
      const visitor = ownProfile(node);
      return snapshotOf(state, { ...asked, visitor, carried: null });
    });
    await this.#outbox.send(
      state.site,
      snapshots.filter((snapshot) => snapshot !== null),
      true,
    );
  }

  /** What live rules ask, where nobody has said it. */
  async #asked(): Promise<Asked> {
    return askedBy((await this.#deciding())?.bundle);
  }

  #deciding() {
    const later = (work: Promise<unknown>) => this.ctx.waitUntil(work);
    return liveBundle(this.env, this.#state().site, Date.now(), later).settle();
  }

  /** @param byMs where it is known already that there will be something to do. */
  async #wakeAgain(byMs: number | null = null): Promise<void> {
    const state = this.#state();
    const nowMs = Date.now();
    const own = [tellsAt(state), nextDropMs(state, nowMs)];
    const due = [byMs, this.#outbox.dueMs(), this.#errands.dueMs(nowMs), ...own];
    const dueMs = Math.min(...due.filter((each) => each !== null));
    if (dueMs < Infinity) await this.#wakeUp.by(dueMs);
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

/** Of a browser that was forgotten nothing is known again; a person who comes back by another one may be. */
function isForgotten({ forgotten }: ProfileState, { source, profile }: Arrival): boolean {
  return forgotten !== null && (isMarked(forgotten, source) || source === visitorNode(profile));
}

function nobody({ events }: Arrival): Recorded {
  const duplicates = events.length;
  return { snapshot: null, acceptedIds: [], duplicates, elsewhere: [], index: null, isErased: true };
}

function snapshotFor(state: ProfileState, arrival: Arrival, { isHere }: Sorted): Snapshot | null {
  const { carried } = arrival;
  return carried === null || !isHere
    ? null
    : snapshotOf(state, { ...arrival, carried, visitor: carried.visitor });
}

/** Whom a gift came by: the visitor, or the person themself. */
function sourceFor({ sources, nodes, profile }: ProfileState, visitor: string): string {
  const node = visitorNode(visitor);
  if (sources.has(node)) return node;
  return [...nodes, ...sources.keys()].find((known) => known.endsWith(`:${profile}`)) ?? node;
}
