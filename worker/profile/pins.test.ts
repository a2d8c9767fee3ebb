import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Move } from "../../model/identity/move.ts";
import { visitorNode } from "../../model/identity/node.ts";
import { mostPins } from "../../model/pin.ts";
import { arrivalWith } from "../testing/arriving.ts";
import { everythingStored } from "../testing/everything-stored.ts";
import { snapshotWith } from "../testing/shop.ts";
import { make } from "./change.ts";
import { pinsOf, pinsTogether } from "./pins.ts";
import { profileOf } from "./profile-of.ts";
import { emptyState, newSource, type Pin, type ProfileState } from "./state.ts";
import { stateOf, textOf } from "./stored-state.ts";

const nowMs = 1_990_000_000_000;
const visitor = "AAAAAAAAAAAAAAAAAAAAAA";
const pin = (offer: string, atMs = nowMs, more: Partial<Pin> = {}): Pin => ({
  offer,
  placement: null,
  untilMs: null,
  why: `Why ${offer}`,
  by: { id: "mia", name: "Mia" },
  atMs,
  ...more,
});
const told = (timeMs = nowMs) => ({ id: crypto.randomUUID(), by: "Mia", timeMs });
const asked = { visitor, counters: [], wanted: [], strategies: {}, nowMs };

/** A visitor of whom a page view is known. */
async function someone(site: string) {
  const event = { id: "event-1-xxxx", name: "page_view", timeMs: nowMs, params: {} };
  const carried = snapshotWith(nowMs, { visitor, profile: visitor });
  const profile = profileOf(env.PROFILES, site, visitor);
  await profile.record(arrivalWith(nowMs, { site, carried, events: [event] }));
  return profile;
}

it("of an offer that two parts have, what was said last counts; the latest is the last", () => {
  const [early, late, other] = [pin("gift", 1), pin("gift", 3), pin("ten", 2)];
  expect(pinsTogether([[late], undefined, [early, other]])).toEqual([other, late]);
});

it("travels as ids, is replaced by what is pinned anew, and nothing is left of why once it is taken away", async () => {
  const profile = await someone("pinned");
  await profile.pin(pin("gift"), told());
  await profile.pin(pin("ten", nowMs + 1, { placement: "top", untilMs: nowMs + 1000 }), told());
  await evictDurableObject(profile);
  const carried = await profile.recall(asked);
  expect(carried?.pins).toEqual([
    { offer: "ten", placement: "top", atMs: nowMs + 1, untilMs: nowMs + 1000 },
    { offer: "gift", atMs: nowMs },
  ]);
  expect((await profile.recall({ ...asked, nowMs: nowMs + 1000 }))?.pins).toHaveLength(1);
  await profile.pin(pin("gift", nowMs + 5, { why: "Once more" }), told());
  expect((await profile.particulars(nowMs)).pins.map(({ why }) => why)).toEqual(["Once more", "Why ten"]);
  expect(await profile.unpin("gift", told())).toMatchObject({ why: "Once more" });
  expect(await profile.unpin("gift", told())).toBeNull();
  await evictDurableObject(profile);
  expect((await profile.particulars(nowMs)).pins.map(({ offer }) => offer)).toEqual(["ten"]);
  const stored = await everythingStored([env.PROFILES]);
  expect(["Why ten", "Why gift", "Once more"].map((text) => stored.includes(text))).toEqual([
    true,
    false,
    false,
  ]);
  const { events } = await profile.timeline({ after: null, limit: 10 });
  expect(events.map(({ name }) => name).sort()).toEqual([
    "ew_pinned",
    "ew_pinned",
    "ew_pinned",
    "ew_unpinned",
    "page_view",
  ]);
});

it("are so many at a time, of which those that ended are none", async () => {
  const profile = await someone("many");
  for (let index = 0; index < mostPins; index++)
    expect(await profile.pin(pin(`offer-${index}`, nowMs, { untilMs: nowMs + 10 }), told())).toBe("pinned");
  expect(await profile.pin(pin("one-more"), told())).toBe("full");
  expect(await profile.pin(pin("offer-0"), told())).toBe("pinned");
  expect(await profile.pin(pin("one-more", nowMs + 10), told(nowMs + 10))).toBe("pinned");
  expect((await profile.particulars(nowMs + 10)).pins.map(({ offer }) => offer)).toEqual([
    "one-more",
    "offer-0",
  ]);
  const nobody = profileOf(env.PROFILES, "many", "NNNNNNNNNNNNNNNNNNNNNN");
  expect(await nobody.pin(pin("gift"), told())).toBe("nobody");
});

it("go where their source goes and come back, are each there once, and are in the copy and not in what is left", async () => {
  const nodes = [visitorNode(visitor), "customer:CCCCCCCCCCCCCCCCCCCCCC"];
  const holders = ["one", "two", "three"];
  const step = fc.oneof(
    fc.record({ pins: fc.constantFrom("gift", "ten", "card"), node: fc.nat(1) }),
    fc.record({ unpins: fc.constantFrom("gift", "ten", "card"), node: fc.nat(1) }),
    fc.record({ node: fc.nat(1), to: fc.nat(2) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const states = new Map(holders.map((id) => [id, state(id)]));
      const at = [0, 1];
      for (const node of [0, 1]) states.get(holders[at[node]!]!)!.sources.set(nodes[node]!, newSource(nowMs));
      /** What is to be pinned at each source: offer and moment. */
      const expected: Map<string, number>[] = [new Map(), new Map()];
      for (const [index, one] of steps.entries()) {
        const holder = holders[at[one.node]!]!;
        const here = states.get(holder)!;
        const beside = [0, 1].filter((node) => holders[at[node]!] === holder);
        const event = { id: `event-${index}`, name: "ew_pinned", timeMs: nowMs, params: {} };
        if ("pins" in one) {
          const atMs = nowMs + index;
          make(here, { type: "pinned", source: nodes[one.node]!, pin: pin(one.pins, atMs), event });
          for (const node of beside) expected[node]!.delete(one.pins);
          expected[one.node]!.set(one.pins, atMs);
        } else if ("unpins" in one) {
          make(here, { type: "unpinned", source: nodes[one.node]!, offer: one.unpins, event });
          for (const node of beside) expected[node]!.delete(one.unpins);
        } else if (one.to !== at[one.node]) {
          const move = moveOf(`${index}`, nodes[one.node]!, holder, holders[one.to]!);
          make(here, { type: "handOver", move, nowMs });
          const handed = here.leaving[move.id]!;
          make(states.get(move.to)!, { type: "takeOver", move, handed, nowMs });
          make(here, { type: "handedOver", id: move.id });
          at[one.node] = one.to;
        }
        // As it is when the object begins anew.
        for (const [id, kept] of states) states.set(id, stateOf(textOf(kept)));
      }
      for (const [index, id] of holders.entries()) {
        const own = [0, 1].filter((node) => at[node] === index).flatMap((node) => [...expected[node]!]);
        const latest = new Map(own.sort(([, a], [, b]) => a - b));
        const found = pinsOf(states.get(id)!, nowMs).map(({ offer, atMs }) => [offer, atMs] as const);
        expect(new Map(found)).toEqual(latest);
      }
    }),
    { numRuns: 200 },
  );
  const profile = await someone("copied");
  await profile.pin(pin("gift"), told());
  expect(await new Response(await profile.copy()).text()).toContain("Why gift");
  await profile.forget("copied", visitor);
  expect(await everythingStored([env.PROFILES])).not.toContain("Why gift");
});

function state(profile: string): ProfileState {
  return { ...emptyState(), site: "shop", profile };
}

function moveOf(id: string, node: string, from: string, to: string): Move {
  const sources = [{ node, sinceMs: 0, untilMs: Number.MAX_SAFE_INTEGER }];
  return { id, from, to, sources, slices: { [node]: [{ sinceMs: 0, profile: to }] } };
}
