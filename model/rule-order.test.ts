import * as fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { byRank } from "./rank.ts";
import { Rule } from "./rule.ts";
import { prioritiesToMove } from "./rule-order.ts";

const rank = byRank([]);
const variants = [{ id: "a", changes: [{ type: "setText", selector: "h1", text: "x" }] }];

function lane(...priorities: number[]): Rule[] {
  return priorities
    .map((priority, index) =>
      v.parse(Rule, {
        id: `r${index}`,
        name: "R",
        on: true,
        pages: ["/"],
        condition: {},
        priority,
        variants,
      }),
    )
    .sort(rank);
}

function move(rules: Rule[], id: string, to: number): Record<string, number> {
  return Object.fromEntries(prioritiesToMove(rules, { id, to }, rank) ?? []);
}

describe("moving a rule", () => {
  it("gives it a priority between those of its new neighbours", () => {
    expect(move(lane(300, 200, 100), "r2", 1)).toEqual({ r2: 250 });
    expect(move(lane(300, 200, 100), "r2", 0)).toEqual({ r2: 310 });
    expect(move(lane(300, 200, 100), "r0", 2)).toEqual({ r0: 90 });
  });

  it("changes nothing where it is there already", () => {
    expect(move(lane(300, 200), "r0", 0)).toEqual({});
  });

  it("has no more others make room than have to", () => {
    expect(move(lane(300, 11, 10, 10, 5), "r4", 3)).toEqual({ r2: 11, r4: 11 });
    expect(Object.keys(move(lane(1000, 1000, 1000), "r2", 0))).toHaveLength(2);
  });

  it("leads to the order that was wanted, with whatever priorities and whichever move", () => {
    const priority = fc.oneof(fc.nat(1000), fc.nat(3), fc.integer({ min: 998, max: 1000 }));
    fc.assert(
      fc.property(fc.array(priority, { minLength: 1, maxLength: 12 }), fc.nat(), fc.nat(), (all, a, b) => {
        const rules = lane(...all);
        const [from, to] = [a % rules.length, b % rules.length];
        const moved = rules[from];
        if (moved === undefined) return;
        const changes = prioritiesToMove(rules, { id: moved.id, to }, rank) ?? new Map<string, number>();
        const after = rules.map((rule) => ({ ...rule, priority: changes.get(rule.id) ?? rule.priority }));
        for (const rule of after) expect(v.is(Rule, rule)).toBe(true);
        expect(after.sort(rank).map(({ id }) => id)).toEqual(
          rules
            .toSpliced(from, 1)
            .toSpliced(to, 0, moved)
            .map(({ id }) => id),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("finds a place among as many rules as there are priorities", () => {
    const rules = lane(...Array.from({ length: 1001 }, (_, index) => index));
    expect(prioritiesToMove(rules, { id: "r0", to: 500 }, rank)).toBeDefined();
  });
});
