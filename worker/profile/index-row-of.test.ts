import { expect, it } from "vitest";
import { indexRowOf } from "./index-row-of.ts";
import { emptyState, newSource } from "./state.ts";

it("a person of whom much is said fits into a message of the queue, in whatever script", () => {
  const state = emptyState();
  state.sources.set("customer:a", newSource(1));
  const value = Array.from({ length: 50 }, () => "あ".repeat(200));
  for (const name of ["a", "b", "c", "d", "e"])
    state.traits.push({ name, value, timeMs: 1, event: "event-0001", source: "customer:a" });
  const row = indexRowOf(state, { counters: [], strategies: {} }, null, 1);
  expect(new TextEncoder().encode(JSON.stringify({ type: "profiles", rows: [row] })).length).toBeLessThan(
    128_000,
  );
});
