import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "./problem.ts";
import { mergedTraits, type Strategies, type TraitObservation, Traits } from "./trait.ts";

const value = fc.oneof(
  fc.constantFrom("gold", "silver", "", true, null),
  fc.double({ min: -500, max: 500, noNaN: true }),
  fc.array(fc.constantFrom("vip", "press"), { maxLength: 3 }),
);
const observation: fc.Arbitrary<TraitObservation> = fc.record({
  name: fc.constantFrom("tier", "points", "tags"),
  value,
  timeMs: fc.integer({ min: 0, max: 3 }),
  event: fc.constantFrom("a", "b", "c"),
});
const strategies: fc.Arbitrary<Strategies> = fc.dictionary(
  fc.constantFrom("tier", "points", "tags"),
  fc.constantFrom("latest", "earliest", "maximum", "sum", "union"),
);

const said = (...values: [value: TraitObservation["value"], timeMs: number][]): TraitObservation[] =>
  values.map(([told, timeMs], index) => ({ name: "x", value: told, timeMs, event: `event-${index}` }));

describe("traits", () => {
  it("are the same in whatever order they were told", () => {
    fc.assert(
      fc.property(fc.array(observation), strategies, fc.nat(), (all, by, turn) => {
        const turned = [...all.slice(turn % (all.length + 1)), ...all.slice(0, turn % (all.length + 1))];
        const merged = mergedTraits(all, by);
        expect(mergedTraits(turned, by)).toEqual(merged);
        expect(mergedTraits(all.toReversed(), by)).toEqual(merged);
      }),
    );
  });

  it.each([
    ["latest", said(["gold", 2], ["silver", 1]), "gold"],
    ["latest", said(["gold", 1], [null, 2]), undefined],
    ["earliest", said(["gold", 2], ["silver", 1]), "silver"],
    ["maximum", said([5, 1], [7, 2], ["no number", 3], [-1, 4]), 7],
    ["sum", said([0.1, 1], [0.2, 2], [null, 3]), 0.3],
    ["union", said([["b"], 1], ["a", 2], [["b", "a"], 3]), ["a", "b"]],
  ] as const)("come together by %s", (strategy, observations, expected) => {
    expect(mergedTraits(observations, { x: strategy })["x"]).toEqual(expected);
  });

  it("count one word of one event once, by whatever sources it came", () => {
    const [word] = said([7, 2]);
    const all = [{ ...word!, timeMs: 1 }, word!, { ...word!, event: "another" }];
    expect(mergedTraits(all, { x: "sum" })).toEqual({ x: 14 });
  });

  it("are the latest word where a site says nothing, and tags add up", () => {
    const tags = said([["vip"], 1], [["press"], 2]).map((one) => ({ ...one, name: "tags" }));
    expect(mergedTraits([...said(["gold", 1], ["silver", 2]), ...tags], {})).toEqual({
      x: "silver",
      tags: ["press", "vip"],
    });
  });

  it.each([
    { "no name": 1 },
    { x: "y".repeat(201) },
    { x: {} },
    { x: [1] },
    { x: Infinity },
    Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`x${index}`, 1])),
  ])("that are none are refused: %j", (traits) => {
    expect(check(Traits, traits).ok).toBe(false);
  });

  it("are words about somebody", () => {
    expect(check(Traits, { tier: "gold", points: 1.5, adult: true, tags: ["vip"], left: null }).ok).toBe(
      true,
    );
  });
});
