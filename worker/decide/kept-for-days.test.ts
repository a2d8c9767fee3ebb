import { expect, it } from "vitest";
import { compileBundle } from "../../model/bundle.ts";
import { emptyConfiguration } from "../../model/configuration.ts";
import { nothingRemembered, type RuleMemory } from "../../model/rule-memory.ts";
import { ruleWith, siteWith } from "../testing/shop.ts";
import { compileRules } from "./compile-rules.ts";
import { decide } from "./decide.ts";
import { remember } from "./remember.ts";

const dayMs = 86_400_000;
const startMs = Date.parse("2026-11-25T23:00:00Z");
const variants = ["a", "b", "c"].map((id) => ({
  id,
  changes: [{ type: "setText" as const, selector: "h1", text: id }],
}));
const bandit = { floor: 0.05, keepFor: "30d", delay: "1h" };

function rulesWith(weights: readonly number[], more: Parameters<typeof ruleWith>[0] = {}) {
  const weighted = variants.map((variant, index) => ({ ...variant, weight: weights[index] ?? 0 }));
  const rules = [ruleWith({ variants: weighted, bandit, ...more })];
  return compileRules(compileBundle(1, siteWith({ holdout: 0 }), { ...emptyConfiguration, rules }));
}

/** What one visitor gets on a page, and is remembered with. */
function page(deciding: ReturnType<typeof rulesWith>, visitor: string, memory: RuleMemory, nowMs: number) {
  const facts = { behaviour: { nowMs, sessionStartedAtMs: nowMs, timesMs: {} } };
  const decisions = decide(deciding, { pathname: "/", facts, languages: [], visitor, memory });
  return { chosen: decisions.chosen[0], memory: remember(deciding, decisions, memory, facts.behaviour) };
}

const visitors = Array.from({ length: 600 }, (_, index) => `visitor-${index}`);
const equal = rulesWith([1, 1, 1]);
const shifted = rulesWith([0.05, 0.05, 0.9]);

it("a visitor keeps a variant for the days that are set, whatever is learned meanwhile, then draws anew", () => {
  const changed = visitors.map((visitor) => {
    const first = page(equal, visitor, nothingRemembered, startMs);
    const kept = page(shifted, visitor, first.memory, startMs + 29 * dayMs);
    expect(kept.chosen).toMatchObject({ variant: first.chosen?.variant, how: "sticky" });
    expect(kept.memory).toBe(first.memory);
    const anew = page(shifted, visitor, kept.memory, startMs + 30 * dayMs);
    expect(anew.chosen).toMatchObject({ how: "hashed" });
    const then = page(equal, visitor, anew.memory, startMs + 59 * dayMs);
    expect(then.chosen).toMatchObject({ variant: anew.chosen?.variant, how: "sticky" });
    return [first.chosen?.variant, anew.chosen?.variant];
  });
  // By the shares of that moment, and whatever they had before.
  for (const before of ["a", "b", "c"]) {
    const those = changed.filter(([had]) => had === before);
    const share = those.filter(([, has]) => has === "c").length / those.length;
    expect(Math.abs(share - 0.9)).toBeLessThan(0.08);
  }
});

it("costs three bytes of a cookie", () => {
  const { memory } = page(equal, "somebody", nothingRemembered, startMs);
  expect(memory.variants["welcome"]).toMatch(/^[abc]~[0-9a-z]{2}$/);
});

it("the probability that is written down is that of the share as it was then", () => {
  const given = visitors.map((visitor) => page(shifted, visitor, nothingRemembered, startMs).chosen);
  for (const [id, share] of [
    ["a", 0.05],
    ["c", 0.9],
  ] as const) {
    const those = given.filter((decision) => decision?.variant === id);
    expect(those[0]?.probability).toBeCloseTo(share, 9);
    expect(Math.abs(those.length / given.length - share)).toBeLessThan(0.05);
  }
});

it("whoever takes part stays in when they draw anew, though the rule is for few", () => {
  const few = rulesWith([1, 1, 1], { coverage: 0.2 });
  const inside = visitors.filter(
    (visitor) => page(few, visitor, nothingRemembered, startMs).chosen !== undefined,
  );
  expect(inside.length).toBeGreaterThan(60);
  for (const visitor of inside) {
    const { memory } = page(few, visitor, nothingRemembered, startMs);
    expect(page(few, visitor, memory, startMs + 31 * dayMs).chosen).toBeDefined();
  }
});

it("a clock that is a little behind changes nothing", () => {
  const { memory, chosen } = page(equal, "somebody", nothingRemembered, startMs + 2 * 3_600_000);
  expect(page(shifted, "somebody", memory, startMs).chosen).toMatchObject({
    variant: chosen?.variant,
    how: "sticky",
  });
});

it("a variant from before the shifting is kept from now on, and one with a day for ever once there is none", () => {
  const before = { ...nothingRemembered, variants: { welcome: "b" } };
  const first = page(shifted, "somebody", before, startMs);
  expect(first.chosen).toMatchObject({ variant: "b", how: "sticky" });
  expect(first.memory.variants["welcome"]).toMatch(/^b~/);
  const plain = rulesWith([1, 0, 0], { bandit: null });
  const later = page(plain, "somebody", first.memory, startMs + 400 * dayMs);
  expect(later.chosen).toMatchObject({ variant: "b", how: "sticky" });
  expect(later.memory).toBe(first.memory);
});

it("a visitor who is in a rule stays in it while it grows", () => {
  const steps = [0.05, 0.3, 1].map((coverage) => rulesWith([1, 1, 1], { coverage, bandit: null }));
  for (const visitor of visitors) {
    let had: string | undefined;
    for (const step of steps) {
      // Also whoever comes without memory.
      const { chosen } = page(step, visitor, nothingRemembered, startMs);
      if (had !== undefined) expect(chosen?.variant).toBe(had);
      had = chosen?.variant;
    }
  }
});
