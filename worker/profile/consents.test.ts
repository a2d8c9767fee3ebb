import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Consent } from "../../model/consent/consent.ts";
import { purposes } from "../../model/consent/purpose.ts";
import { consentOf, latestConsent, togetherChosen, withChoice } from "./consents.ts";
import { emptyState, newSource, type ProfileState } from "./state.ts";

const choice: fc.Arbitrary<Consent> = fc.record({
  purposes: fc.subarray([...purposes]),
  atMs: fc.integer({ min: 0, max: 6 }),
  by: fc.constantFrom("page", "banner", "user:anna"),
  gpc: fc.boolean(),
  notice: fc.constantFrom(null, "1"),
});

const choiceWith = (changes: Partial<Consent>): Consent => ({
  purposes: ["measurement"],
  atMs: 1,
  by: "page",
  gpc: false,
  notice: null,
  ...changes,
});

function stateWith(consents: Record<string, Consent[]>): ProfileState {
  const sources = Object.entries(consents).map(([node, own]) => {
    return [node, { ...newSource(0), consents: own }] as const;
  });
  return { ...emptyState(), profile: "p", sources: new Map(sources) };
}

describe("the record of choices", () => {
  it("is the same in whatever order they come, and however often", () => {
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 8 }), fc.func(fc.integer()), (all, order) => {
        const record = all.reduce<Consent[]>(withChoice, []);
        const shuffled = all.toSorted((a, b) => order(a, b)).reduce<Consent[]>(withChoice, []);
        const names = (choices: Consent[]) => choices.map(({ gpc: _gpc, ...rest }) => rest);
        expect(names(shuffled)).toEqual(names(record));
        expect(names(togetherChosen([record, shuffled, record]))).toEqual(names(record));
      }),
    );
  });

  it("keeps the latest, and no more than somebody could have meant", () => {
    const many = Array.from({ length: 80 }, (_, atMs) => choiceWith({ atMs }));
    const record = many.toReversed().reduce<Consent[]>(withChoice, []);
    expect(record).toEqual(many.slice(30));
  });
});

describe("what a visitor agrees to", () => {
  const mine = choiceWith({ atMs: 5, gpc: true });
  const others = choiceWith({ atMs: 7, purposes: [] });
  const toShop = choiceWith({ atMs: 6, by: "user:anna", purposes: ["marketing"] });

  it("is what this browser said, whatever the person's other browsers say", () => {
    const state = stateWith({ "visitor:a": [mine], "visitor:b": [others] });
    expect(consentOf(state, "a")).toEqual(mine);
    expect(consentOf(state, "c")).toBeNull();
    expect(latestConsent(state)).toEqual(others);
  });

  it("is what the person said to the shop since, on each of their browsers", () => {
    const state = stateWith({ "visitor:a": [mine], "visitor:b": [others], "customer:x": [toShop] });
    expect(consentOf(state, "a")).toEqual({ ...toShop, gpc: true });
    expect(consentOf(state, "b")).toEqual(others);
    expect(consentOf(state, "c")).toEqual(toShop);
  });
});
