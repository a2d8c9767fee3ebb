import { describe, expect, it } from "vitest";
import { check } from "./problem.ts";
import { Rule } from "./rule.ts";

const rule = {
  id: "welcome",
  name: "Welcome",
  on: true,
  pages: ["/"],
  condition: {},
  priority: 10,
  variants: [{ id: "a", changes: [{ type: "setText", selector: "h1", text: "Hello" }] }],
};

function problemsOf(changes: object) {
  const checked = check(Rule, { ...rule, ...changes });
  return checked.ok ? [] : checked.problems;
}

describe("a rule", () => {
  it("is for everybody, at all times, without limits, unless it says otherwise", () => {
    expect(check(Rule, rule)).toMatchObject({
      ok: true,
      value: {
        schedule: null,
        lane: "campaign",
        coverage: 1,
        holdout: 0,
        caps: [],
        awayAfterDismissal: "ever",
        hashVersion: 2,
        seed: null,
        namespace: null,
        exclusiveGroup: null,
        goal: "revenue",
        guardrails: [],
        variants: [{ weight: 1 }],
      },
    });
  });

  it("may have a control group, weights, a namespace, caps, a goal and guardrails", () => {
    const everything = {
      variants: [
        { id: "control", changes: [], weight: 1 },
        { ...rule.variants[0], weight: 3 },
      ],
      coverage: 0.5,
      namespace: { id: "checkout", from: 0.2, to: 0.6 },
      caps: [
        { times: 3, per: "week" },
        { times: 1, per: "session", of: "visitor" },
      ],
      goal: "leads",
      guardrails: ["orders", "opted-out"],
      holdout: 0.1,
      exclusiveGroup: "hero",
      awayAfterDismissal: "30d",
      schedule: {
        from: "2026-11-27T00:00",
        until: "2026-11-30T24:00".replace("24:00", "23:59"),
        weekly: [{ days: ["friday"], from: "18:00", to: "02:00" }],
      },
    };
    expect(problemsOf(everything)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ["no variant", { variants: [] }, "variants"],
    ["nothing but control groups", { variants: [{ id: "a", changes: [] }] }, "variants"],
    ["two variants with one id", { variants: [rule.variants[0], rule.variants[0]] }, "variants"],
    ["no weight at all", { variants: [{ ...rule.variants[0], weight: 0 }] }, "variants"],
    ["a negative weight", { variants: [{ ...rule.variants[0], weight: -1 }] }, "variants[0].weight"],
    ["more coverage than there is", { coverage: 1.1 }, "coverage"],
    ["a holdout of most", { holdout: 0.9 }, "holdout"],
    ["an unknown lane", { lane: "fast" }, "lane"],
    ["an unknown hash version", { hashVersion: 3 }, "hashVersion"],
    ["a namespace that ends before it starts", { namespace: { id: "n", from: 0.5, to: 0.5 } }, "namespace"],
    ["a cap of nothing", { caps: [{ times: 0, per: "day" }] }, "caps[0].times"],
    ["a cap that no cookie can hold", { caps: [{ times: 100, per: "day" }] }, "caps[0].times"],
    ["a cap per moon", { caps: [{ times: 1, per: "moon" }] }, "caps[0].per"],
    ["an unknown time to stay away", { awayAfterDismissal: "a while" }, "awayAfterDismissal"],
    ["a goal that is no id", { goal: { event: "purchase" } }, "goal"],
    ["six guardrails", { guardrails: ["a", "b", "c", "d", "e", "f"] }, "guardrails"],
    ["one guardrail twice", { guardrails: ["a", "a"] }, "guardrails"],
    ["its goal among its guardrails", { guardrails: ["orders", "revenue"] }, "guardrails"],
    ["a day that does not exist", { schedule: { from: "2026-02-30T00:00" } }, "schedule.from"],
    [
      "an end before the start",
      { schedule: { from: "2026-02-03T00:00", until: "2026-02-03T00:00" } },
      "schedule.until",
    ],
    ["an unknown time zone", { schedule: { timeZone: "Mars/Olympus" } }, "schedule.timeZone"],
    [
      "hours without a day",
      { schedule: { weekly: [{ days: [], from: "09:00", to: "17:00" }] } },
      "schedule.weekly[0].days",
    ],
    [
      "an hour that does not exist",
      { schedule: { weekly: [{ days: ["monday"], from: "25:00", to: "17:00" }] } },
      "schedule.weekly[0].from",
    ],
  ])("is refused with %s", (_what, changes, path) => {
    const problems = problemsOf(changes);
    expect(problems).toContainEqual({
      code: "invalid_value",
      path,
      message: expect.stringMatching(/^[A-Z].*\.$/),
    });
  });
});
