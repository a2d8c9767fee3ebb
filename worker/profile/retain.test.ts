import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Event } from "../../model/event.ts";
import { mergedTraits } from "../../model/trait.ts";
import { arrivalWith } from "../testing/arriving.ts";
import type { Arrival } from "./arrival.ts";
import { make } from "./change.ts";
import { endsAtMs, nextDropMs } from "./retain.ts";
import { changeBy, sortArrival } from "./sort-arrival.ts";
import { emptyState, type ProfileState } from "./state.ts";
import { stateOf, textOf } from "./stored-state.ts";

const nowMs = 1_790_000_000_000;
const dayMs = 24 * 60 * 60_000;
const retention = { eventsDays: 30, profilesDays: 60 };

function arrive(state: ProfileState, changes: Partial<Arrival>, atMs = nowMs) {
  const arrival = arrivalWith(atMs, { retention, ...changes });
  const sorted = sortArrival(state, arrival);
  const change = changeBy(state, arrival, sorted, false);
  if (change !== undefined) make(state, change);
  return sorted;
}

const event = (number: number, timeMs: number, name = "page_view"): Event => ({
  id: `event-${number}`.padEnd(12, "x"),
  name,
  timeMs,
  params: {},
});
const idsOf = (state: ProfileState) =>
  state.events
    .all()
    .map(({ id }) => id)
    .toSorted();

describe("what a profile keeps", () => {
  it("is events for as long as the site says, and orders for good", () => {
    const state = emptyState();
    const events = [event(1, nowMs - 29 * dayMs), event(2, nowMs), event(3, nowMs - 29 * dayMs, "purchase")];
    arrive(state, { events });
    expect(state.events.size).toBe(3);
    arrive(state, { events: [] }, nowMs + 2 * dayMs);
    expect(idsOf(state)).toEqual([events[1]!.id, events[2]!.id]);
    const again = arrive(state, { events }, nowMs + 2 * dayMs);
    expect(again).toMatchObject({ acceptedIds: [], duplicates: 3 });
  });

  it("is looked through when its time is over, and is nothing when nobody has come for long", () => {
    const state = emptyState();
    arrive(state, { events: [event(1, nowMs - 10 * dayMs), event(2, nowMs, "purchase")] });
    expect(nextDropMs(state, nowMs)).toBe(nowMs + 30 * dayMs);
    make(state, { type: "aged", nowMs: nowMs + 31 * dayMs });
    expect(idsOf(state)).toEqual([event(2, nowMs).id]);
    expect(nextDropMs(state, nowMs)).toBe(endsAtMs(state));
    expect(endsAtMs(state)).toBe(nowMs + 60 * dayMs);
  });

  it(
    "is the latest ten thousand events, the same ones in whatever order they come",
    { timeout: 60_000 },
    () => {
      const all = Array.from({ length: 10_400 }, (_, number) =>
        event(number, nowMs - number * 60, number % 5000 === 4999 ? "purchase" : "page_view"),
      );
      const size = 800;
      const batches = Array.from({ length: all.length / size }, (_, index) => index);
      fc.assert(
        fc.property(fc.shuffledSubarray(batches, { minLength: batches.length }), (order) => {
          const state = emptyState();
          for (const index of order) arrive(state, { events: all.slice(index * size, (index + 1) * size) });
          expect(state.events.size).toBe(10_000);
          expect(state.events.named("purchase")).toHaveLength(2);
          const oldest = Math.min(...state.events.all().map(({ timeMs }) => timeMs));
          expect(oldest).toBe(nowMs - 9_999 * 60);
        }),
        { numRuns: 4 },
      );
    },
  );

  it("is no more than can be held, however long events are", () => {
    const state = emptyState();
    const text = "€".repeat(1000);
    const params = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`p${index}`, text]));
    for (let batch = 0; batch < 12; batch++)
      arrive(state, {
        events: Array.from({ length: 10 }, (_, number) => ({
          ...event(batch * 10 + number, nowMs - 1000 + batch * 10 + number),
          params,
        })),
      });
    expect(textOf(state).length).toBeLessThan(4_200_000);
    expect(state.events.named("page_view").at(-1)?.timeMs).toBe(nowMs - 1000 + 119);
  });

  it("is exact in its sums of traits, however many words there were", () => {
    const state = emptyState();
    const strategies = { points: "sum", best: "maximum", level: "latest" } as const;
    for (let number = 0; number < 1000; number++) {
      const told = event(number, nowMs - number);
      const word = { timeMs: told.timeMs, event: told.id };
      const traits = [
        { ...word, name: "points", value: 0.1 },
        { ...word, name: "best", value: number % 777 },
        { ...word, name: "level", value: `${number}` },
      ];
      arrive(state, { events: [told], traits, strategies });
      arrive(state, { events: [told], traits, strategies });
    }
    expect(state.traits.length).toBeLessThanOrEqual(600);
    expect(mergedTraits(state.traits, strategies)).toEqual({ points: 100, best: 776, level: "0" });
  });

  it("is the same after it was written and read", () => {
    const state = emptyState();
    arrive(state, {
      events: [event(1, nowMs), event(2, nowMs - 5, "purchase")],
      traits: [{ name: "tier", value: "gold", timeMs: nowMs, event: event(1, nowMs).id }],
      nodes: ["customer:x"],
      visit: { device: "mobile" },
    });
    expect(textOf(stateOf(textOf(state)))).toBe(textOf(state));
  });
});
