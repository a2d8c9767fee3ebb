import { expect, it } from "vitest";
import { auditPath, filterOf } from "./audit-filter.ts";

it("is what the address says, there and back", () => {
  const filter = { by: "key:a b", kind: "rule", id: "welcome" };
  const { searchParams } = new URL(auditPath(filter), "https://ew.shop.example");
  expect(filterOf(Object.fromEntries(searchParams))).toEqual(filter);
  expect(filterOf({ site: "outlet", kind: "" })).toEqual({});
  expect(auditPath({})).toBe("/settings/audit");
});

it("asks for one thing of a kind, and for none without its kind", () => {
  expect(filterOf({ id: "welcome" })).toEqual({});
});
