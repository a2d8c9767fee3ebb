import { DurableObject } from "cloudflare:workers";
import type { Event } from "../../model/event.ts";
import type { Consent } from "../../model/consent/consent.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";
import { isLive } from "../../model/coupon/is-live.ts";
import type { Move } from "../../model/identity/move.ts";
import { ownProfile, visitorNode } from "../../model/identity/node.ts";
import { pinRule } from "../../model/pin-name.ts";
import { mostPins } from "../../model/pin.ts";
import type { HeldCoupon, Snapshot } from "../../model/snapshot.ts";
import { fits } from "../recognise/fitted.ts";
import { liveBundle } from "../store/live-bundle.ts";
import { WakeUp } from "../wait/wake-up.ts";
import type { Arrival, Asked, Recorded } from "./arrival.ts";
import { copyOf } from "./copy.ts";
import { CouponErrands } from "./coupon-errands.ts";
import { Forgetting } from "./forgetting.ts";
import { isMarked } from "./forgotten.ts";
import { couponsOf } from "./held-coupons.ts";
import { type Judging, judgingOf } from "./judging.ts";
import { KeptState } from "./kept-state.ts";
import type { Handed } from "./move.ts";
import { Moving } from "./moving.ts";
import { News } from "./news.ts";
import { mostNotes, notesOf } from "./notes.ts";
import { Outbox } from "./outbox.ts";
import { type Particulars, particularsOf } from "./particulars.ts";
import { pinsOf } from "./pins.ts";
import { endsAtMs, hasOldEvents, nextDropMs } from "./retain.ts";
import { sliceAt } from "./slices.ts";
import { snapshotOf } from "./snapshot-of.ts";
import { changeBy, type Sorted, sortArrival } from "./sort-arrival.ts";
import { nodesOf, type Note, type Pin, type ProfileState } from "./state.ts";
import { isTelling, tellingOf, tellsAt, tellsNow, toldOf } from "./telling.ts";
import { type AskedTimeline, type Timeline, timelineOf } from "./timeline.ts";
import { saysWho, withSegments } from "./with-segments.ts";

/** Whom to recall, and what of them. */
export interface Recall extends Pick<Asked, "counters" | "wanted" | "strategies"> {
  visitor: string;
  nowMs: number;
}

/** A coupon for somebody. */
export interface Gift extends Recall {
  site: string;
  coupon: Pick<Coupon, "id" | "code">;
  /** What its object issued to them, where it was asked already. */
  issued?: { code: string; expiresAtMs: number | null };
}

/** That something was pinned or taken away, for the timeline. */
export interface Told {
  id: string;
  /** The name of whoever did it. */
  by: string;
  timeMs: number;
}

/**
 * One person's memory: one writer, so an event is counted once and the next read sees it. What changes is written
 * before a method returns: one row for each arrival (`journal.ts`). What it means is worked out by pure functions.
 */
export class Profile extends DurableObject<ObjectsEnv> {
  readonly #kept: KeptState;
  readonly #wakeUp: WakeUp;
  readonly #outbox: Outbox;
  readonly #news: News;
  readonly #errands: CouponErrands;
  readonly #moving: Moving;
  readonly #forgetting: Forgetting;
  /** When the index of profiles was to be told what the alarm told it last, since this object is in memory. */
  #toldForMs: number | null = null;

  constructor(context: DurableObjectState, env: ObjectsEnv) {
    super(context, env);
    const { storage } = context;
    const kept = new KeptState(storage);
    const wakeUp = new WakeUp(storage);
    const deciding = () => this.#deciding();
    const wake = () => this.#wakeAgain();
    const outbox = new Outbox(storage, env, wake);
    const news = new News(env, { kept, outbox, deciding });
    const later = (work: () => Promise<void>) => this.#later(work);
    const runErrands = () => this.#runErrands();
    const moving = new Moving({ kept, outbox, news, wake, later, runErrands });
    this.#kept = kept;
    this.#wakeUp = wakeUp;
    this.#outbox = outbox;
    this.#news = news;
    const errands = new CouponErrands(env, {
      state: () => kept.get(),
      deciding,
      change: (change) => kept.change(change),
    });
    this.#errands = errands;
    this.#moving = moving;
    const forgetful = { storage, wakeUp, kept, outbox, news, moving, errands, deciding, wake };
    this.#forgetting = new Forgetting(env, forgetful);
  }

  /** Adds events; the same id is the same event, however often it arrives. What belongs to others is not taken. */
  async record(arriving: Arrival): Promise<Recorded> {
    const isSplit = arriving.events.some(saysWho);
    // Before anything is looked at here, since it may wait.
    const deciding = isSplit ? await this.#deciding(arriving.site) : undefined;
    const state = this.#kept.get();
    const arrival = deciding === undefined ? arriving : withSegments(arriving, state, deciding.bundle);
    if (isForgotten(state, arrival)) return nobody(arrival);
    const before = tellingOf(state);
    const sorted = sortArrival(state, arrival);
    const isTold = arrival.counters !== null && tellsNow(state, arrival, sorted);
    const change = changeBy(state, arrival, sorted, isTold);
    if (change !== undefined) this.#kept.change(change);
    const { acceptedIds, duplicates, elsewhere } = sorted;
    const snapshot = snapshotFor(state, arrival, sorted);
    const tells = change !== undefined && isTelling(state, { isTold, before });
    // Worked out last, since it may wait: by then it tells of what came meanwhile too.
    const recorded = async (): Promise<Recorded> => ({
      snapshot,
      acceptedIds,
      duplicates,
      elsewhere,
      index: tells ? toldOf(state, arrival, { judging: await this.#judging(), nowMs: arrival.nowMs }) : null,
    });
    if (snapshot !== null && !fits(snapshot))
      this.#later(() => this.#outbox.send(arrival.site, [snapshot], false));
    if (arrival.carried === null && acceptedIds.length > 0)
      this.#later(() => this.#news.tellBrowsers(arrival));
    this.#runErrands();
    await this.#wakeAgain();
    return recorded();
  }

  /** What is known of a visitor, without changing anything; `null` where nothing is. */
  recall(asked: Recall): Snapshot | null {
    return snapshotOf(this.#kept.get(), { ...asked, carried: null });
  }

  /** Whose a browser is now, or whatever else was a profile of its own by this id, as far as this profile knows. */
  whose(profile: string, id: string, nowMs: number): string {
    const { slices } = this.#kept.get();
    const node = Object.keys(slices).find((known) => ownProfile(known) === id) ?? "";
    return sliceAt(slices, node, nowMs)?.profile ?? profile;
  }

  /** Nothing is known of this person any more, and what was under way of them comes too late. */
  forget(site: string, visitor: string): Promise<void> {
    return this.#forgetting.person(site, visitor);
  }

  /** Nothing stays here of what came by one of the person's browsers, which is its own again. */
  part(visitor: string): Promise<void> {
    return this.#forgetting.browser(visitor);
  }

  /** Whether nothing is to be known any more of whoever this was. */
  isForgotten(): boolean {
    return this.#kept.get().forgotten !== null;
  }

  /** The nodes that whoever this is now is known by. */
  nodes(): string[] {
    return nodesOf(this.#kept.get());
  }

  /** Everything that is kept here, as pieces of a JSON object; `null` where nobody is known. */
  copy(): ReadableStream<Uint8Array> | null {
    const state = this.#kept.get();
    return state.sources.size === 0 ? null : copyOf(state);
  }

  /** Keeps what the person said to somebody of the shop; their next page knows. @returns `false` where nobody is known. */
  async choose(consent: Consent): Promise<boolean> {
    const state = this.#kept.get();
    const [source] = nodesOf(state);
    if (source === undefined) return false;
    const before = tellingOf(state);
    this.#kept.change({ type: "chosen", source, consent });
    await this.#news.tellIndex(before);
    await this.#news.tellBrowsersAt(consent.atMs);
    await this.#wakeAgain();
    return true;
  }

  /** Writes down what somebody who serves customers noted of the person; told in the same words again, nothing changes. */
  note(note: Note): "noted" | "full" | "nobody" {
    const state = this.#kept.get();
    const [source] = nodesOf(state);
    if (source === undefined) return "nobody";
    const notes = notesOf(state);
    if (notes.some(({ id }) => id === note.id)) return "noted";
    if (notes.length >= mostNotes) return "full";
    this.#kept.change({ type: "noted", source, note });
    return "noted";
  }

  /** Takes a note away. @returns `false` where there is none. */
  unnote(id: string): boolean {
    if (!notesOf(this.#kept.get()).some((note) => note.id === id)) return false;
    this.#kept.change({ type: "unnoted", id });
    // Nothing stays of it here.
    this.#kept.rewrite();
    return true;
  }

  /** Pins an offer to the person: their next page has it. In the place of what was pinned of it before. */
  async pin(pin: Pin, told: Told): Promise<"pinned" | "full" | "nobody"> {
    const state = this.#kept.get();
    const [source] = nodesOf(state);
    if (source === undefined) return "nobody";
    const others = pinsOf(state, pin.atMs).filter(({ offer }) => offer !== pin.offer);
    if (others.length >= mostPins) return "full";
    this.#kept.change({ type: "pinned", source, pin, event: toldAs("ew_pinned", pin.offer, told) });
    await this.#tellOfPins(told.timeMs);
    return "pinned";
  }

  /** Takes a pinned offer away. @returns what was pinned; `null` where it is not. */
  async unpin(offer: string, told: Told): Promise<Pin | null> {
    const state = this.#kept.get();
    const [source = ""] = nodesOf(state);
    const before = pinsOf(state, told.timeMs).find((pin) => pin.offer === offer);
    if (before === undefined) return null;
    this.#kept.change({ type: "unpinned", source, offer, event: toldAs("ew_unpinned", offer, told) });
    // Nothing stays here of why it was.
    this.#kept.rewrite();
    await this.#tellOfPins(told.timeMs);
    return before;
  }

  async #tellOfPins(nowMs: number): Promise<void> {
    await this.#news.tellBrowsersAt(nowMs);
    await this.#wakeAgain();
  }

  /** Tells the index once more, by what is live now; nothing of whoever it does not know. */
  async tellAgain(): Promise<void> {
    const state = this.#kept.get();
    if (state.sources.size === 0) return;
    this.#kept.change({ type: "retold" });
    await this.#news.tellIndex(tellingOf(state));
  }

  /** What those who serve the person see of them besides what their browsers carry. */
  particulars(nowMs: number): Particulars {
    return particularsOf(this.#kept.get(), nowMs);
  }

  /** What happened, the latest first. */
  timeline(asked: AskedTimeline): Timeline {
    return timelineOf(this.#kept.get(), asked);
  }

  /**
   * Gives a coupon at somebody else's word than the visitor's own: their next page knows of it, without any event.
   * @returns the coupon as it is held, also where it was held before; `null` where nobody is known.
   */
  async give({ coupon: { id, code }, issued, ...asked }: Gift): Promise<HeldCoupon | null> {
    const state = this.#kept.get();
    if (state.sources.size === 0) return null;
    const held = () => couponsOf(state).find((coupon) => coupon.id === id);
    const before = held();
    const isHeld = before !== undefined && isLive(before, asked.nowMs);
    // Codes of their own may have been taken back since.
    const isReplaced = isHeld && code === null && issued !== undefined && before.code !== issued.code;
    if (isHeld && !isReplaced) return before;
    // After whatever became of it before, whatever two clocks say.
    const atMs = Math.max(asked.nowMs, (before?.atMs ?? 0) + 1);
    const coupon = { id, code, state: "held", total: null, atMs } as const;
    this.#kept.change({ type: "given", source: sourceFor(state, asked.visitor), coupon });
    if (isReplaced) {
      const { code: unit, expiresAtMs } = issued;
      this.#kept.change({ type: "issued", coupon: id, unit, code: unit, expiresAtMs });
    }
    await this.#news.tellBrowsers(asked);
    this.#runErrands();
    await this.#wakeAgain();
    return held() ?? null;
  }

  /** Takes out what the move is about, and keeps it aside. The same again for the same move. */
  handOver(move: Move): Promise<Handed> {
    return this.#moving.handOver(move);
  }

  /** Takes over what another profile handed over, once for each move. */
  takeOver(move: Move, handed: Handed): Promise<void> {
    return this.#moving.takeOver(move, handed);
  }

  /** The other profile has it: it need not be kept aside any more. */
  handedOver(id: string): void {
    this.#moving.handedOver(id);
  }

  /** Whatever is due. Never throws, since the platform gives up on alarms that do. */
  override async alarm(): Promise<void> {
    this.#wakeUp.clear();
    try {
      await this.#goOn(Date.now());
    } catch (error) {
      this.#kept.close();
      console.error({ message: "A profile could not do what is due.", error: String(error) });
      await this.#wakeUp.by(Date.now() + 60_000);
    }
  }

  async #goOn(nowMs: number): Promise<void> {
    if (nowMs >= endsAtMs(this.#kept.get())) return this.#forgetting.end();
    await this.#outbox.deliver();
    await this.#doErrands();
    if (hasOldEvents(this.#kept.get(), nowMs)) {
      this.#kept.change({ type: "aged", nowMs });
      this.#kept.rewrite();
    }
    const tellMs = tellsAt(this.#kept.get());
    if (tellMs !== null && tellMs !== this.#toldForMs && nowMs >= tellMs) {
      await this.#news.tellIndex(tellingOf(this.#kept.get()));
      this.#toldForMs = tellMs;
    }
    await this.#wakeAgain();
  }

  #runErrands(): void {
    if (this.#errands.isDue(Date.now())) this.#later(() => this.#doErrands());
  }

  /** What the person holds by it, their browsers know with their next page. */
  async #doErrands(): Promise<void> {
    if (!(await this.#errands.run())) return;
    await this.#news.tellBrowsersAt(Date.now());
    await this.#wakeAgain();
  }

  /** Nobody waits for it, and what fails of it is made up for by the alarm. */
  #later(work: () => Promise<void>): void {
    const logged = (error: unknown) =>
      console.error({ message: "A profile could not tell others.", error: String(error) });
    this.ctx.waitUntil(work().catch(logged));
  }

  #deciding(site = this.#kept.get().site) {
    const later = (work: Promise<unknown>) => this.ctx.waitUntil(work);
    return liveBundle(this.env, site, Date.now(), later).settle();
  }

  async #judging(): Promise<Judging | null> {
    const deciding = await this.#deciding();
    return deciding === undefined ? null : judgingOf(deciding.bundle);
  }

  async #wakeAgain(): Promise<void> {
    const state = this.#kept.get();
    const nowMs = Date.now();
    const tellMs = tellsAt(state);
    // For what should have been told before, there is an alarm already, or there was.
    const own = [tellMs !== null && tellMs > nowMs ? tellMs : null, nextDropMs(state, nowMs)];
    const due = [this.#outbox.dueMs(), this.#errands.dueMs(nowMs), ...own];
    const dueMs = Math.min(...due.filter((each) => each !== null));
    if (dueMs < Infinity) await this.#wakeUp.by(dueMs);
  }
}

/** An event for the timeline, by whose word it is. */
function toldAs(name: string, offer: string, { id, timeMs, by }: Told): Event {
  return { id, name, timeMs, params: { rule: pinRule(offer), by } };
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
