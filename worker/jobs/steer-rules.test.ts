import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Goal } from "../../model/goal.ts";
import { measuredBy } from "../../model/results/measured-by.ts";
import type { Rule } from "../../model/rule.ts";
import type { Site } from "../../model/site.ts";
import type { Steering } from "../../model/steering/steering.ts";
import { plannedDatabase } from "../testing/query-plans.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { evidenceOf } from "../store/evidence.ts";
import { saveSite } from "../store/sites.ts";
import { steeringsOf } from "../store/steerings.ts";
import { publish } from "../store/versions.ts";
import { steerRules } from "./steer-rules.ts";

const startMs = 1_790_000_000_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const logged = vi.spyOn(console, "error").mockReturnValue();

beforeAll(() => prepareDatabase());

const returns: Goal = {
  id: "returns",
  name: "Returned goods",
  event: "refund",
  where: {},
  counts: "once",
  better: "less",
  within: "14d",
  mostEach: null,
};
const hero = ruleWith({
  id: "hero",
  variants: [
    { id: "a", changes: [] },
    { id: "b", changes: [{ type: "setText", selector: "h1", text: "Hello" }] },
  ],
  goal: "orders",
});

let sites = 0;
async function live(changes: Partial<Rule>): Promise<Site> {
  const site = siteWith({ id: `shop-${++sites}`, hosts: [`${sites}.shops.example`], holdout: 0 });
  await saveSite(env.DB, site);
  const configuration = configurationWith({ rules: [{ ...hero, ...changes }], goals: [returns] });
  const what = { site, configuration, over: 0, note: "", by: "owner", nowMs: startMs };
  expect(await publish(env, what)).toMatchObject({ ok: true });
  return site;
}

const heroOf = async (site: Site): Promise<Steering | undefined> =>
  (await steeringsOf(env.DB, site.id)).get("hero");

/** Writes sums down as profiles' tellings come to: so many people of a phase, some of whom did what the goal counts. */
async function took(
  site: Site,
  goal: string,
  phaseMs: number,
  arms: Record<string, readonly [n: number, did: number]>,
) {
  const measures = [...measuredBy([returns], site).values()];
  const measure = measures.find((each) => each.goal === goal)?.measure ?? "";
  const insert = env.DB.prepare(
    `INSERT INTO trial_totals (site, rule, measure, dimension, value, day, phase_ms, variant, n, y, x, yy, xx, xy)
     VALUES (?1, 'hero', ?2, ?3, ?4, '2026-11-23', ?5, ?6, ?7, ?8, 0, ?8, 0, 0)
     ON CONFLICT DO UPDATE SET n = n + excluded.n, y = y + excluded.y, yy = yy + excluded.yy`,
  );
  await env.DB.batch([
    env.DB.prepare("INSERT INTO measure_lists VALUES (?, 'all', ?) ON CONFLICT DO NOTHING").bind(
      site.id,
      JSON.stringify(measures.map((each) => each.measure)),
    ),
    ...Object.entries(arms).flatMap(([variant, [n, did]]) =>
      [
        ["", ""],
        ["device", "mobile"],
      ].flatMap(([dimension, value]) => [
        insert.bind(site.id, "#all", dimension, value, phaseMs, variant, n, 0),
        insert.bind(site.id, measure, dimension, value, phaseMs, variant, did, did),
      ]),
    ),
  ]);
}

async function audited(site: Site): Promise<unknown[]> {
  const { results } = await env.DB.prepare(
    "SELECT what, by_name AS by, about, after FROM audit WHERE site = ? AND what LIKE 'rule.%' ORDER BY id",
  )
    .bind(site.id)
    .all<{ what: string; by: string; about: string; after: string }>();
  return results.map(({ after, ...row }) => ({ ...row, after: JSON.parse(after) }));
}

async function phases(site: Site): Promise<{ fromMs: number; shares: Record<string, number> }[]> {
  const { results } = await env.DB.prepare(
    "SELECT from_ms AS fromMs, shares FROM rule_phases WHERE site = ? AND rule = 'hero' ORDER BY from_ms",
  )
    .bind(site.id)
    .all<{ fromMs: number; shares: string }>();
  return results.map(({ fromMs, shares }) => ({ fromMs, shares: JSON.parse(shares) }));
}

describe("a rule that starts small", () => {
  const ramp = {
    steps: [
      { coverage: 0.1, forHours: 24 },
      { coverage: 0.5, forHours: 24 },
    ],
  };

  it("takes one step after the other, each once, and is then for everybody that it is for", async () => {
    const site = await live({ ramp, coverage: 0.8 });
    const at = async (hours: number) => {
      await steerRules(env, startMs + hours * hourMs);
      return (await heroOf(site))?.coverage;
    };
    expect(await at(23)).toBeCloseTo(0.08);
    expect(await at(24)).toBeCloseTo(0.4);
    expect(await at(24)).toBeCloseTo(0.4);
    expect(await at(48)).toBeUndefined();
    expect(await at(49)).toBeUndefined();
    expect((await phases(site)).map(({ fromMs, shares }) => [(fromMs - startMs) / hourMs, shares])).toEqual([
      [0, { a: 0.04, b: 0.04 }],
      [24, { a: 0.2, b: 0.2 }],
      [48, { a: 0.4, b: 0.4 }],
    ]);
    expect(await audited(site)).toEqual([
      { what: "rule.ramped", by: "Edgewise", about: "hero", after: { coverage: 0.4 } },
      { what: "rule.ramped", by: "Edgewise", about: "hero", after: { coverage: 0.8 } },
    ]);
  });

  it("takes none while its time has not come, or the site is switched off", async () => {
    const from = new Date(startMs + 24 * hourMs).toISOString().slice(0, 16);
    const site = await live({ ramp, schedule: { from, until: null, timeZone: "UTC", weekly: [] } });
    await steerRules(env, startMs + 30 * hourMs);
    expect(await heroOf(site)).toMatchObject({ coverage: 0.1 });
    await env.DB.prepare("UPDATE sites SET is_on = 0 WHERE id = ?").bind(site.id).run();
    await steerRules(env, startMs + 49 * hourMs);
    expect(await heroOf(site)).toMatchObject({ coverage: 0.1 });
  });
});

describe("a rule that does harm", () => {
  it("stops where a guardrail is worse beyond doubt, once, and the audit says that Edgewise did it and why", async () => {
    const site = await live({ guardrails: ["returns"] });
    await took(site, "returns", startMs, { a: [2000, 100], b: [2000, 130] });
    await steerRules(env, startMs + hourMs);
    expect((await heroOf(site))?.stopped).toBeUndefined();
    await took(site, "returns", startMs, { b: [20, 120] });
    for (const minute of [1, 2]) await steerRules(env, startMs + hourMs + minute * minuteMs);
    const stopped = { why: "guardrail", goal: "returns", variant: "b" };
    expect(await heroOf(site)).toEqual({
      sinceMs: startMs,
      stopped: { ...stopped, atMs: startMs + hourMs + minuteMs },
    });
    expect(await audited(site)).toEqual([
      { what: "rule.stopped", by: "Edgewise", about: "hero", after: stopped },
    ]);
    // Nobody is given it any more; whoever saw it before belongs to the phase before.
    expect(await phases(site)).toHaveLength(1);
  });

  it("stops where visitors are not shared as they were meant to be", async () => {
    const site = await live({ guardrails: ["returns"] });
    await took(site, "returns", startMs, { a: [3000, 10], b: [2500, 10] });
    await steerRules(env, startMs + hourMs);
    expect((await heroOf(site))?.stopped).toMatchObject({ why: "sample_ratio" });
  });

  it("goes on where nothing watches it", async () => {
    const site = await live({});
    await took(site, "returns", startMs, { a: [3000, 10], b: [2500, 900] });
    await steerRules(env, startMs + hourMs);
    expect(await heroOf(site)).toBeUndefined();
    expect(await audited(site)).toEqual([]);
  });
});

describe("a rule that shifts visitors to what works", () => {
  const bandit = { floor: 0.05, keepFor: "30d", delay: "1h" };

  it("begins with equal shares, shifts them as outcomes come, and writes each phase down", async () => {
    const site = await live({ bandit, holdout: 0.1 });
    expect(await heroOf(site)).toMatchObject({ weights: { a: 0.5, b: 0.5 } });
    await steerRules(env, startMs + 4 * minuteMs);
    expect(await phases(site)).toHaveLength(1);
    await steerRules(env, startMs + 5 * minuteMs);
    expect(await phases(site)).toHaveLength(2);
    await took(site, "orders", startMs, { a: [600, 20], b: [600, 90], "held-out": [130, 120] });
    await steerRules(env, startMs + 12 * minuteMs);
    expect(await heroOf(site)).toMatchObject({ weights: { a: 0.5, b: 0.5 } });
    await steerRules(env, startMs + 70 * minuteMs);
    expect(await heroOf(site)).toMatchObject({ weights: { a: 0.05, b: 0.95 } });
    expect((await phases(site)).at(-1)).toEqual({
      fromMs: startMs + 70 * minuteMs,
      shares: { a: 0.045, b: 0.855, "held-out": 0.1 },
    });
    // It is no news for the audit.
    expect(await audited(site)).toEqual([]);
  });
});

it("of two runs at once, one steers", async () => {
  const site = await live({ ramp: { steps: [{ coverage: 0.1, forHours: 1 }] } });
  await Promise.all([1, 2, 3].map(() => steerRules(env, startMs + hourMs)));
  expect(await audited(site)).toHaveLength(1);
  expect(await phases(site)).toHaveLength(2);
});

it("a site whose version cannot be read keeps no other from being steered", async () => {
  const [broken, sound] = [
    await live({ ramp: { steps: [{ coverage: 0.1, forHours: 1 }] } }),
    await live({ ramp: { steps: [{ coverage: 0.1, forHours: 1 }] } }),
  ];
  await env.DB.prepare("UPDATE versions SET configuration = '{}' WHERE site = ?").bind(broken.id).run();
  await steerRules(env, startMs + hourMs);
  expect(logged).toHaveBeenCalledWith(expect.objectContaining({ site: broken.id }));
  expect((await heroOf(sound))?.coverage).toBeUndefined();
});

it("reads of a rule's sums those of its own goals alone, by the primary key", async () => {
  const site = await live({ guardrails: ["returns"] });
  const { db, plans } = plannedDatabase();
  const measured = measuredBy([returns], site);
  const [goal, guardrail] = [measured.get("orders"), measured.get("returns")];
  if (goal === undefined || guardrail === undefined) throw new Error("There are such goals.");
  await evidenceOf(db, { site: site.id, rule: "hero", sinceMs: 0 }, { goal, guardrails: [guardrail] });
  expect(await plans()).toContain(
    "SEARCH trial_totals USING PRIMARY KEY (site=? AND rule=? AND measure=? AND dimension=? AND value=?)",
  );
});
