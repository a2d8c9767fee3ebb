import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Event } from "../../model/event.ts";
import { nothingRemembered } from "../../model/rule-memory.ts";
import { type HeldCoupon, newSession, type Snapshot } from "../../model/snapshot.ts";
import { arrivalWith } from "../testing/arriving.ts";
import { snapshotWith } from "../testing/shop.ts";
import { type Change, make } from "./change.ts";
import { couponsOf } from "./held-coupons.ts";
import type { Move } from "../../model/identity/move.ts";
import type { Handed } from "./move.ts";
import { profileFacts } from "./profile-facts.ts";
import type { Slice } from "../../model/identity/link.ts";
import { visitorNode } from "../../model/identity/node.ts";
import { snapshotOf } from "./snapshot-of.ts";
import { changeBy, sortArrival } from "./sort-arrival.ts";
import { emptyState, type ProfileState } from "./state.ts";
import { stateOf, textOf } from "./stored-state.ts";

const nowMs = 1_790_000_000_000;
const telephone = "AAAAAAAAAAAAAAAAAAAAAA";
const laptop = "BBBBBBBBBBBBBBBBBBBBBB";
const father = "FFFFFFFFFFFFFFFFFFFFFF";
const son = "SSSSSSSSSSSSSSSSSSSSSS";
const ids = [telephone, laptop, father, son];

/** Several profiles, each as it would be in an object of its own: what is written is all that it knows. */
class Profiles {
  readonly #texts = new Map<string, { text: string; changes: string[] }>();
  readonly accepted: string[] = [];
  #moves = 0;

  state(profile: string): ProfileState {
    const kept = this.#texts.get(profile);
    const state = kept === undefined ? emptyState() : stateOf(kept.text);
    for (const change of kept?.changes ?? []) make(state, JSON.parse(change) as Change);
    return state;
  }

  change(profile: string, change: Change): ProfileState {
    const kept = this.#texts.get(profile) ?? { text: textOf(emptyState()), changes: [] };
    this.#texts.set(profile, { ...kept, changes: [...kept.changes, JSON.stringify(change)] });
    const state = this.state(profile);
    if (kept.changes.length > 5) this.#texts.set(profile, { text: textOf(state), changes: [] });
    return state;
  }

  /** Sends events of a source to a profile, and on to wherever they belong. */
  record(profile: string, source: string, events: readonly Event[], hops = 0): void {
    if (hops > 4) throw new Error("In a circle.");
    const arrival = arrivalWith(nowMs, { profile, source, events, carried: null });
    const state = this.state(profile);
    const sorted = sortArrival(state, arrival);
    const change = changeBy(state, arrival, sorted, false);
    if (change !== undefined) this.change(profile, change);
    this.accepted.push(...sorted.acceptedIds);
    for (const { profile: other, eventIds } of sorted.elsewhere)
      if (eventIds.length > 0)
        this.record(
          other,
          source,
          events.filter(({ id }) => eventIds.includes(id)),
          hops + 1,
        );
  }

  /** Moves, with every step made as often as told. */
  move(move: Omit<Move, "id">, times: number): void {
    const id = `${++this.#moves}`;
    let handed: Handed | undefined;
    for (let time = 0; time < times; time++) {
      const from = this.state(move.from);
      if (!from.moved.includes(id))
        this.change(move.from, { type: "handOver", move: { id, ...move }, nowMs });
      handed = this.state(move.from).leaving[id];
    }
    for (let time = 0; time < times; time++)
      if (handed !== undefined && !this.state(move.to).moved.includes(id))
        this.change(move.to, { type: "takeOver", move: { id, ...move }, handed, nowMs });
    for (let time = 0; time < times; time++) this.change(move.from, { type: "handedOver", id });
  }

  /** Everything that is known of all of them, without what only says how it came to be so. */
  known() {
    return Object.fromEntries(ids.map((id) => [id, contentOf(this.state(id))]));
  }
}

function contentOf({ events, traits, sources }: ProfileState) {
  const sorted = events.all().toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const kept = [...sources].filter(([node]) => sorted.some((event) => event.sources.includes(node)));
  return { events: sorted, traits, sources: kept.map(([node]) => node).sort() };
}

const whole = (node: string, from: string, to: string, slices?: Slice[]): Omit<Move, "id"> => ({
  from,
  to,
  sources: [{ node, sinceMs: 0, untilMs: Number.MAX_SAFE_INTEGER }],
  slices: { [node]: slices ?? [{ sinceMs: 0, profile: to }] },
});

describe("moves between profiles", () => {
  const bought = (number: number, value: number): Event => ({
    id: `purchase-${number}`,
    name: "purchase",
    timeMs: nowMs - 1000 + number * 7,
    params: { transaction_id: `${number}`, value, currency: "EUR" },
  });
  const orders = Array.from({ length: 12 }, (_, number) => bought(number, 10.01 + number / 100));
  const totals = (state: ProfileState) => profileFacts(state, {}, ["orders", "lifetimeValue"]);

  it("lose nothing and count nothing twice, whatever comes meanwhile, in whatever order, however often", () => {
    const nodes = [visitorNode(telephone), visitorNode(laptop)];
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ at: fc.nat(3), node: fc.nat(1), events: fc.subarray(orders) }) },
      {
        weight: 2,
        arbitrary: fc.record({ move: fc.nat(3), node: fc.nat(1), times: fc.integer({ min: 1, max: 3 }) }),
      },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const profiles = new Profiles();
        const holders = [telephone, laptop];
        const sent = new Set<string>();
        for (const one of steps) {
          const node = nodes[one.node] ?? "";
          const holder = holders[one.node] ?? "";
          if ("events" in one) {
            // Each browser's own half, by whichever profile it still believes to be in: one that knows of it.
            const own = one.events.filter((_event, index) => index % 2 === one.node);
            profiles.record(holder, node, own);
            for (const { id } of own) sent.add(`${one.node} ${id}`);
          } else {
            const to = ids[one.move] ?? "";
            if (to === holder) continue;
            profiles.move(whole(node, holder, to), one.times);
            holders[one.node] = to;
          }
        }
        const everything = ids.flatMap((id) => profiles.state(id).events.all());
        const kept = everything.flatMap(({ id, sources }) =>
          sources.map((source) => `${nodes.indexOf(source)} ${id}`),
        );
        expect(kept.toSorted()).toEqual([...sent].toSorted());
      }),
      { numRuns: 300 },
    );
  });

  it("there and back leave everything as it was", () => {
    const parts = fc.array(
      fc.record({ sinceMs: fc.integer({ min: nowMs - 1100, max: nowMs }), to: fc.nat(1) }),
      {
        maxLength: 3,
      },
    );
    fc.assert(
      fc.property(parts, fc.subarray(orders), (moves, events) => {
        const profiles = new Profiles();
        const node = visitorNode(telephone);
        profiles.record(telephone, node, events);
        const before = profiles.known();
        profiles.move(whole(node, telephone, father), 1);
        const back: Omit<Move, "id">[] = [];
        for (const { sinceMs, to } of moves) {
          const owner = [son, laptop][to] ?? "";
          const sources = [{ node, sinceMs, untilMs: Number.MAX_SAFE_INTEGER }];
          const slices = {
            [node]: [
              { sinceMs: 0, profile: father },
              { sinceMs, profile: owner },
            ],
          };
          profiles.move({ from: father, to: owner, sources, slices }, 2);
          back.unshift({
            from: owner,
            to: father,
            sources,
            slices: { [node]: [{ sinceMs: 0, profile: father }] },
          });
          profiles.move(back[0]!, 1);
        }
        expect(totals(profiles.state(father))).toMatchObject({ orders: events.length });
        profiles.move(whole(node, father, telephone), 2);
        expect(profiles.known()).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });

  it("come to the same whether events arrive before or after them", () => {
    const at = (state: ProfileState) => ({ ...totals(state), events: contentOf(state).events });
    fc.assert(
      fc.property(fc.subarray(orders), fc.subarray(orders), fc.nat(12), (before, after, cut) => {
        const sinceMs = nowMs - 1000 + cut * 7;
        const node = visitorNode(telephone);
        const slices = [
          { sinceMs: 0, profile: father },
          { sinceMs, profile: son },
        ];
        const profiles = new Profiles();
        profiles.record(telephone, node, before);
        profiles.move(whole(node, telephone, father), 1);
        const sources = [{ node, sinceMs, untilMs: Number.MAX_SAFE_INTEGER }];
        profiles.move({ from: father, to: son, sources, slices: { [node]: slices } }, 2);
        profiles.record(telephone, node, after);
        const all = orders.filter((event) => before.includes(event) || after.includes(event));
        const straight = (owner: string, own: Event[]) => {
          const other = new Profiles();
          if (own.length > 0) other.record(owner, node, own);
          return at(other.state(owner));
        };
        expect(at(profiles.state(father))).toEqual(
          straight(
            father,
            all.filter(({ timeMs }) => timeMs < sinceMs),
          ),
        );
        expect(at(profiles.state(son))).toEqual(
          straight(
            son,
            all.filter(({ timeMs }) => timeMs >= sinceMs),
          ),
        );
        expect(profiles.accepted.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
      }),
      { numRuns: 200 },
    );
  });

  it("know what is under way between two profiles", () => {
    const profiles = new Profiles();
    const node = visitorNode(telephone);
    profiles.record(telephone, node, orders);
    const move = { id: "1", ...whole(node, telephone, father) };
    const { leaving } = profiles.change(telephone, { type: "handOver", move, nowMs });
    profiles.record(telephone, node, orders);
    expect(profiles.accepted).toHaveLength(orders.length);
    const handed = leaving["1"]!;
    profiles.change(father, { type: "takeOver", move, handed, nowMs });
    profiles.change(telephone, { type: "handedOver", id: "1" });
    profiles.record(telephone, node, orders);
    expect(profiles.accepted).toHaveLength(orders.length);
    expect(totals(profiles.state(father))).toMatchObject({ orders: orders.length });
  });

  it("keep no event from a source that stays, though another's same event is under way", () => {
    const profiles = new Profiles();
    profiles.record(father, visitorNode(telephone), [bought(1, 20)]);
    const move = { id: "1", ...whole(visitorNode(telephone), father, telephone) };
    const { leaving } = profiles.change(father, { type: "handOver", move, nowMs });
    profiles.record(father, "customer:x", [bought(1, 20)]);
    profiles.change(telephone, { type: "takeOver", move, handed: leaving["1"]!, nowMs });
    profiles.change(father, { type: "handedOver", id: "1" });
    for (const each of [father, telephone])
      expect(totals(profiles.state(each))).toMatchObject({ orders: 1, lifetimeValue: 20 });
  });

  it("keep an event that two sources told with each of them", () => {
    const profiles = new Profiles();
    profiles.record(telephone, visitorNode(telephone), [bought(1, 20)]);
    profiles.record(father, "customer:x", [bought(1, 20), bought(2, 5)]);
    profiles.move(whole(visitorNode(telephone), telephone, father), 1);
    expect(totals(profiles.state(father))).toMatchObject({ orders: 2, lifetimeValue: 25 });
    profiles.move(whole(visitorNode(telephone), father, telephone), 1);
    expect(totals(profiles.state(father))).toMatchObject({ orders: 2, lifetimeValue: 25 });
    expect(totals(profiles.state(telephone))).toMatchObject({ orders: 1, lifetimeValue: 20 });
  });
});

describe("one browser and two customers", () => {
  const held: HeldCoupon = { id: "ten", code: "TEN", state: "held", total: null, atMs: nowMs - 900 };
  const sonSinceMs = nowMs - 100;
  const slices = [
    { sinceMs: 0, profile: father },
    { sinceMs: sonSinceMs, profile: son },
  ];
  const node = visitorNode(telephone);
  const carriedAs = (profile: string, profileSinceMs = 0) =>
    snapshotWith(nowMs, {
      visitor: telephone,
      profile,
      profileSinceMs,
      version: 7,
      firstSeenAtMs: nowMs - 5000,
      session: newSession(nowMs - 1000),
      coupons: [held],
      memory: {
        ...nothingRemembered,
        variants: { hero: "red" },
        shownAtMs: { hero: [nowMs - 800, nowMs - 50] },
      },
    });
  const arrive = (
    profiles: Profiles,
    carried: ReturnType<typeof carriedAs>,
    profile = carried.profile,
    atMs = nowMs,
  ) => {
    const arrival = arrivalWith(atMs, { carried, profile });
    const state = profiles.state(profile);
    const change = changeBy(state, arrival, sortArrival(state, arrival), false);
    const after = change === undefined ? state : profiles.change(profile, change);
    return snapshotOf(after, { ...arrival, carried, visitor: telephone });
  };
  const switched = () => {
    const profiles = new Profiles();
    arrive(profiles, carriedAs(telephone), telephone, nowMs - 500);
    profiles.move(whole(node, telephone, father), 1);
    const sources = [{ node, sinceMs: sonSinceMs, untilMs: Number.MAX_SAFE_INTEGER }];
    profiles.move({ from: father, to: son, sources, slices: { [node]: slices } }, 1);
    return profiles;
  };

  it("what was done before anybody signed in is the first one's", () => {
    const profiles = new Profiles();
    arrive(profiles, carriedAs(telephone));
    profiles.move(whole(node, telephone, father), 1);
    expect(arrive(profiles, carriedAs(telephone), father)).toMatchObject({
      profile: father,
      profileSinceMs: 0,
      coupons: [held],
      memory: { variants: { hero: "red" }, shownAtMs: { hero: [nowMs - 800, nowMs - 50] } },
    });
  });

  it("the second gets nothing of the first: no coupon, no variant, no cap but since then", () => {
    const snapshot = arrive(switched(), carriedAs(father), son);
    expect(snapshot).toMatchObject({
      profile: son,
      profileSinceMs: sonSinceMs,
      firstSeenAtMs: sonSinceMs,
      coupons: [],
      memory: { variants: {}, shownAtMs: { hero: [nowMs - 50] } },
    });
    expect(snapshot?.version).toBeGreaterThan(7);
  });

  it("the first keeps what was theirs", () => {
    const profiles = switched();
    arrive(profiles, carriedAs(father), son);
    const { sources } = profiles.state(father);
    expect(sources.get(node)).toMatchObject({
      coupons: { ten: held },
      shownAtMs: { hero: [nowMs - 800] },
      variants: { hero: { variant: "red" } },
    });
  });
});

describe("one person and two browsers, of which one was not theirs", () => {
  const held: HeldCoupon = { id: "ten", code: "TEN", state: "held", total: null, atMs: nowMs - 900 };
  const applied: HeldCoupon = { ...held, state: "applied", total: "9.00", atMs: nowMs - 10 };
  const carriedBy = (visitor: string, changes: Partial<Snapshot> = {}) =>
    snapshotWith(nowMs, { visitor, profile: father, version: 9, firstSeenAtMs: nowMs - 5000, ...changes });
  const arrive = (profiles: Profiles, carried: Snapshot, profile = carried.profile) => {
    const arrival = arrivalWith(nowMs, { carried, profile });
    const state = profiles.state(profile);
    profiles.change(profile, changeBy(state, arrival, sortArrival(state, arrival), false)!);
  };

  it("the browser leaves with nothing that it only carried: not the other's coupon, and not how long ago they came", () => {
    const profiles = new Profiles();
    arrive(profiles, carriedBy(laptop, { profile: laptop, coupons: [held] }));
    profiles.move(whole(visitorNode(laptop), laptop, father), 1);
    profiles.move(whole(visitorNode(telephone), telephone, father), 1);
    arrive(profiles, carriedBy(telephone, { coupons: [applied] }));
    expect(couponsOf(profiles.state(father))).toEqual([applied]);
    profiles.move(whole(visitorNode(telephone), father, telephone), 1);
    expect(couponsOf(profiles.state(telephone))).toEqual([]);
    expect(profiles.state(telephone).sources.get(visitorNode(telephone))?.firstSeenAtMs).toBe(nowMs);
    expect(couponsOf(profiles.state(father))).toEqual([applied]);
  });
});
