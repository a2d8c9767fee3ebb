import { expect, it } from "vitest";
import { differenceOf } from "./difference.ts";

it("keeps the fields that differ, whatever the order of keys in them", () => {
  const before = { id: "a", name: "One", pages: ["/"], cap: { times: 1, within: "1d" } };
  const after = { id: "a", name: "Two", pages: ["/"], cap: { within: "1d", times: 1 }, goal: null };
  expect(differenceOf(before, after)).toEqual({
    before: { name: "One" },
    after: { name: "Two", goal: null },
  });
});

it("keeps all of what is new or gone", () => {
  expect(differenceOf(null, { id: "a" })).toEqual({ before: null, after: { id: "a" } });
  expect(differenceOf({ id: "a" }, null)).toEqual({ before: { id: "a" }, after: null });
});

it("keeps of what is very long only how long it was", () => {
  const { after } = differenceOf({ values: [] }, { values: Array.from({ length: 10_000 }, () => "value") });
  expect(after).toEqual({ values: "… (80001 letters)" });
});
