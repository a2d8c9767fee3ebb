import { describe, expect, it } from "vitest";
import { explainCondition } from "../../model/condition/explain.ts";
import { factOf, verdictOf } from "./verdict.ts";

const nowMs = Date.parse("2026-11-22T12:00:00Z");
const facts = {
  country: "DE",
  orders: 2,
  path: null,
  traits: { tea: true },
  behaviour: { nowMs, sessionStartedAtMs: nowMs, timesMs: {} },
};
const segments = { buyers: { orders: { $gte: 1 } }, here: { path: "/" } };
const verdict = (condition: Readonly<Record<string, unknown>>) =>
  verdictOf(explainCondition(condition, facts, { segments }));

describe("a verdict", () => {
  it.each([
    [{}, "in"],
    [{ country: "DE", orders: { $gte: 1, $lt: 5 } }, "in"],
    [{ country: "FR" }, "out"],
    [{ country: { $not: { $eq: "DE" } } }, "out"],
    [{ "traits.tea": true }, "in"],
    [{ path: "/cart" }, "open"],
    [{ path: "/cart", country: "FR" }, "out"],
    [{ path: { $not: { $regex: "^/cart" } } }, "open"],
    [{ $or: [{ path: "/cart" }, { country: "DE" }] }, "in"],
    [{ $or: [{ path: "/cart" }, { country: "FR" }] }, "open"],
    [{ $or: [] }, "in"],
    [{ $nor: [{ country: "FR" }] }, "in"],
    [{ $nor: [{ path: "/cart" }] }, "open"],
    [{ $not: { path: "/cart", country: "FR" } }, "in"],
    [{ $not: { path: "/cart" } }, "open"],
    [{ $and: [{ $or: [{ orders: 2 }] }] }, "in"],
    [{ $inSegment: "buyers" }, "in"],
    [{ $inSegment: "here" }, "open"],
    [{ $not: { $inSegment: "buyers" } }, "out"],
    [{ $did: { event: "purchase", count: { $gte: 1 } } }, "out"],
  ])("of %j is %s", (condition, expected) => expect(verdict(condition)).toBe(expected));
});

it.each([
  [{ orders: 2 }, "orders"],
  [{ orders: { $gte: 1 } }, "orders"],
  [{ orders: { $gte: 1, $lt: 5 } }, "orders"],
  [{ "traits.tea": { $ne: false } }, "traits.tea"],
  [{ country: { $not: { $eq: "FR" } } }, "country"],
  [{ $or: [{ country: "DE" }] }, undefined],
  [{ $not: { country: "DE" } }, undefined],
  [{ $inSegment: "buyers" }, undefined],
  [{ $did: { event: "purchase" } }, undefined],
])("the first clause of %j asks about %s", (condition, fact) => {
  const [clause] = explainCondition(condition, facts, { segments }).parts ?? [];
  expect(clause && factOf(clause)).toBe(fact);
});
