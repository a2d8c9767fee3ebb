import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileCondition } from "../../model/condition/compile.ts";
import type { ConditionDocument } from "../../model/condition/condition-document.ts";
import { conditionFrom, groupFrom } from "./condition-tree.ts";

describe("a condition as rows", () => {
  it("shows each thing that it asks for as a row of its own", () => {
    const condition = {
      source: "google",
      cartValue: { $gte: 50, $lt: 100 },
      $did: { event: "view_item", where: { item_category: "Lips" }, within: "7d", count: { $gte: 3 } },
      $or: [{ device: "mobile" }, { $inSegment: "vips", tier: { $in: ["gold"] } }],
      $not: { $inSegment: "staff" },
    };
    expect(groupFrom(condition)).toEqual({
      join: "all",
      clauses: [
        { kind: "fact", name: "source", operator: "$eq", operand: "google" },
        { kind: "fact", name: "cartValue", operator: "$gte", operand: 50 },
        { kind: "fact", name: "cartValue", operator: "$lt", operand: 100 },
        {
          kind: "did",
          did: {
            event: "view_item",
            where: { item_category: "Lips" },
            within: "7d",
            operator: "$gte",
            times: 3,
          },
        },
        {
          kind: "group",
          group: {
            join: "any",
            clauses: [
              { kind: "fact", name: "device", operator: "$eq", operand: "mobile" },
              {
                kind: "group",
                group: {
                  join: "all",
                  clauses: [
                    { kind: "segment", id: "vips", isDenied: false },
                    { kind: "fact", name: "tier", operator: "$in", operand: ["gold"] },
                  ],
                },
              },
            ],
          },
        },
        { kind: "segment", id: "staff", isDenied: true },
      ],
    });
    expect(conditionFrom(groupFrom(condition))).toEqual(condition);
  });

  it.each([
    { $nor: [{ source: "google" }] },
    { $not: { source: "google" } },
    { $or: [] },
    { tags: { $elemMatch: { $gte: "m" } } },
    { source: { $ini: ["Google"] } },
    { source: null },
    { unheardOf: 1 },
    { $did: { event: "purchase", count: { $gte: 1, $lte: 3 } } },
  ])("keeps %j as it stands, since no row shows it", (condition) => {
    expect(groupFrom(condition).clauses).toEqual([{ kind: "other", condition }]);
    expect(conditionFrom(groupFrom(condition))).toEqual(condition);
  });

  it("puts two clauses that say the same of a fact into one condition that asks for both", () => {
    const group = {
      join: "all",
      clauses: [
        { kind: "fact", name: "source", operator: "$ne", operand: "google" },
        { kind: "fact", name: "source", operator: "$ne", operand: "bing" },
        { kind: "fact", name: "medium", operator: "$eq", operand: "cpc" },
        { kind: "fact", name: "medium", operator: "$exists", operand: true },
      ],
    } as const;
    expect(conditionFrom(group)).toEqual({
      $and: [
        { source: { $ne: "google" }, medium: "cpc" },
        { source: { $ne: "bing" } },
        { medium: { $exists: true } },
      ],
    });
  });

  const operand = fc.oneof(
    fc.constantFrom("google", "mobile", "gold", "a"),
    fc.integer({ min: 0, max: 3 }),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.constantFrom("google", "mobile", "a"), { maxLength: 2 }),
  );
  const operators = fc.dictionary(
    fc.constantFrom("$eq", "$ne", "$in", "$nin", "$gte", "$lt", "$exists", "$ini"),
    operand,
    { minKeys: 1, maxKeys: 2, noNullPrototype: true },
  );
  const { condition } = fc.letrec<{ condition: ConditionDocument; parts: ConditionDocument[] }>((tie) => ({
    parts: fc.array(tie("condition"), { maxLength: 3 }),
    condition: fc
      .record(
        {
          source: fc.oneof(operand, operators),
          tier: fc.oneof(operand, operators),
          cartValue: fc.oneof(operand, operators),
          tags: fc.oneof(operand, operators),
          $inSegment: fc.constantFrom("a", "b"),
          $not: fc.oneof({ maxDepth: 2 }, fc.constant({ $inSegment: "a" }), tie("condition")),
          $and: fc.oneof({ maxDepth: 2 }, fc.constant([]), tie("parts")),
          $or: fc.oneof({ maxDepth: 2 }, fc.constant([]), tie("parts")),
        },
        { requiredKeys: [], noNullPrototype: true },
      )
      .map((given) => given as ConditionDocument),
  }));
  const facts = fc.record(
    {
      source: fc.constantFrom("google", "a", null),
      tier: fc.constantFrom("gold", "a", null),
      cartValue: fc.integer({ min: 0, max: 3 }),
      tags: fc.array(fc.constantFrom("google", "mobile", "a"), { maxLength: 2 }),
    },
    { requiredKeys: [] },
  );
  const segments = { a: { source: "google" }, b: { tags: { $in: ["a"] } } };

  it("means the same as the condition, for everybody, also where the condition is not right", () => {
    fc.assert(
      fc.property(condition, fc.array(facts, { minLength: 1, maxLength: 5 }), (given, people) => {
        const again = conditionFrom(groupFrom(given));
        for (const person of people)
          expect(compileCondition(again, { segments })(person)).toBe(
            compileCondition(given, { segments })(person),
          );
      }),
      { numRuns: 500 },
    );
  });
});
