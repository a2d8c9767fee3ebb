import * as v from "valibot";
import { expect, it } from "vitest";
import { Rule } from "../../model/rule.ts";
import type { RuleSummary } from "../../worker/api/contract.ts";
import { searchable } from "./searchable.ts";

it("finds a rule by a page that its sentence only counts", () => {
  const rule = v.parse(Rule, {
    id: "r",
    name: "R",
    on: true,
    pages: ["/", "/lips", "/eyes", "/Skin"],
    condition: {},
    priority: 1,
    variants: [{ id: "a", changes: [{ type: "hide", selector: "h1" }] }],
  });
  const summary = { rule, who: "everyone", status: "live" } as RuleSummary;
  expect(searchable(summary, new Map())).toContain("/skin");
});
