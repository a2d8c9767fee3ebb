import { expect, it } from "vitest";
import type { Rule } from "../../model/rule.ts";
import { percentOf, withAnotherVariant } from "./variants.ts";

const text = { type: "setText", selector: "h1", text: "Hello" } as const;
const one: Rule["variants"] = [{ id: "offer", changes: [text], weight: 3 }];

it("a variant that is added begins as a copy, under a letter that is free", () => {
  expect(withAnotherVariant(withAnotherVariant(one))).toEqual([
    one[0],
    { id: "a", changes: [text], weight: 3 },
    { id: "b", changes: [text], weight: 3 },
  ]);
});

it("a control group leaves the page as it is, and two of them have two names", () => {
  const ids = withAnotherVariant(withAnotherVariant(one, "control"), "control").map(({ id }) => id);
  expect(ids).toEqual(["offer", "control", "control-2"]);
});

it("shares follow from weights", () => {
  const all: Rule["variants"] = [...one, { id: "a", changes: [], weight: 1 }];
  expect(all.map((variant) => percentOf(variant, all))).toEqual([75, 25]);
  expect(percentOf({ id: "a", changes: [], weight: 0 }, [{ id: "a", changes: [], weight: 0 }])).toBe(0);
});
