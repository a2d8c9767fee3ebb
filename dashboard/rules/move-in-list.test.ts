import { expect, it } from "vitest";
import type { Rule } from "../../model/rule.ts";
import type { RuleSummary } from "../../worker/api/contract.ts";
import { blankRule } from "../editor/blank-rule.ts";
import { moved, nextInLane, type Place } from "./move-in-list.ts";

function summary(id: string, lane: Rule["lane"]): RuleSummary {
  return {
    rule: { ...blankRule, id, name: id, lane },
    who: "everyone",
    status: "live",
    stopped: null,
    changed: false,
    revision: 1,
    updatedAt: "2026-11-22T12:00:00Z",
    last24Hours: { decided: 0, seen: 0, undone: [], missing: [] },
  };
}

const rules = [
  summary("s", "service"),
  summary("a", "campaign"),
  summary("b", "campaign"),
  summary("c", "campaign"),
];

it.each<[string, Place, string | undefined]>([
  ["b", "up", "sbac"],
  ["b", "down", "sacb"],
  ["c", "first", "scab"],
  ["a", "last", "sbca"],
  ["c", { before: "a" }, "scab"],
  ["a", { after: "c" }, "sbca"],
  ["a", { before: "c" }, "sbac"],
  ["a", "up", undefined],
  ["s", "down", undefined],
  ["a", { before: "s" }, undefined],
  ["a", { before: "b" }, undefined],
  ["a", { before: "a" }, undefined],
])("%s goes %j", (id, place, order) => {
  expect(
    moved(rules, id, place)
      ?.map(({ rule }) => rule.id)
      .join(""),
  ).toBe(order);
});

it("the next one is of the same lane", () => {
  expect(["s", "a", "c"].map((id) => nextInLane(rules, id))).toEqual([null, "b", null]);
});
