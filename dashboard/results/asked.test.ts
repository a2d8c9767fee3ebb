import { expect, it } from "vitest";
import { askedFor, askedWith, lastDays, pathOf } from "./asked.ts";

it("an address says which part of a result is shown, and nothing that cannot be", () => {
  const query = { goal: "orders", from: "2026-11-01", to: "soon", by: "name", site: "outlet" };
  expect(askedFor(query)).toEqual({ goal: "orders", from: "2026-11-01" });
  expect(pathOf("site:all", askedFor({ by: "device" }))).toBe("/results/site%3Aall?by=device");
  expect(pathOf("welcome", {})).toBe("/results/welcome");
  expect(askedWith({ goal: "orders", by: "device" }, { by: "", from: "2026-11-02" })).toEqual({
    goal: "orders",
    from: "2026-11-02",
  });
});

it("the last days have today in them", () => {
  expect(lastDays(7, "2026-03-03")).toEqual({ from: "2026-02-25", to: "2026-03-03" });
});
