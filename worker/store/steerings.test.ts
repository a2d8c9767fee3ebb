import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Configuration } from "../../model/configuration.ts";
import type { Rule } from "../../model/rule.ts";
import type { Site } from "../../model/site.ts";
import type { Steering } from "../../model/steering/steering.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { liveBundle } from "./live-bundle.ts";
import { findSite, saveSite } from "./sites.ts";
import { steeringsOf } from "./steerings.ts";
import { publish } from "./versions.ts";

const startMs = 1_790_000_000_000;
const ramp = { steps: [{ coverage: 0.1, forHours: 24 }] };

// What is wrong here on purpose is logged.
const logged = vi.spyOn(console, "error").mockReturnValue();

beforeAll(async () => {
  await prepareDatabase();
});

let sites = 0;
async function newSite(): Promise<Site> {
  const site = siteWith({ id: `steered-${++sites}`, hosts: [`${sites}.steered.example`], holdout: 0 });
  await saveSite(env.DB, site);
  return site;
}

const variants: Rule["variants"] = [
  { id: "a", changes: [], weight: 1 },
  { id: "b", changes: [{ type: "setText", selector: "h1", text: "Hello" }], weight: 1 },
];
const hero = ruleWith({ id: "hero", variants, ramp });

async function publishAt(site: Site, atMs: number, rules: Configuration["rules"]) {
  const over = (await findSite(env.DB, site.id))?.liveVersion ?? 0;
  const configuration = configurationWith({ rules });
  expect(await publish(env, { site, configuration, over, note: "", by: "owner", nowMs: atMs })).toMatchObject(
    {
      ok: true,
    },
  );
}

async function phases(site: Site): Promise<unknown[]> {
  const { results } = await env.DB.prepare(
    "SELECT rule, from_ms - ?2 AS afterMs, shares FROM rule_phases WHERE site = ?1 ORDER BY rule, from_ms",
  )
    .bind(site.id, startMs)
    .all<{ rule: string; afterMs: number; shares: string }>();
  return results.map(({ rule, afterMs, shares }) => [rule, afterMs, JSON.parse(shares)]);
}

async function steer(site: Site, steering: Steering | string): Promise<void> {
  const text = typeof steering === "string" ? steering : JSON.stringify(steering);
  await env.DB.prepare(
    `INSERT INTO rule_steering (site, rule, steering, at_ms) VALUES (?1, 'hero', ?2, 0)
     ON CONFLICT DO UPDATE SET steering = ?2`,
  )
    .bind(site.id, text)
    .run();
}

/** The rule as an isolate decides by it at a moment, once whatever was begun in the background is done. */
async function liveHero(site: Site, atMs: number): Promise<Rule | undefined> {
  const work: Promise<unknown>[] = [];
  const live = liveBundle(env, site.id, atMs, (begun) => work.push(begun));
  await Promise.all(work);
  return (await live.settle())?.bundle.configuration.rules.find(({ id }) => id === "hero");
}

describe("phases", () => {
  it("begin where shares change with a publish, of rules that compare and of the site", async () => {
    const site = await newSite();
    const plain = ruleWith({ id: "plain" });
    const held = ruleWith({ id: "held", holdout: 0.2, coverage: 0.5 });
    await publishAt(site, startMs, [plain, held]);
    const begun = [
      ["held", 0, { a: 0.4, "held-out": 0.1 }],
      ["site:all", 0, { treated: 1, "held-out": 0 }],
    ];
    expect(await phases(site)).toEqual(begun);
    await publishAt(site, startMs + 1, [plain, { ...held, name: "Another name" }]);
    expect(await phases(site)).toEqual(begun);
    await publishAt({ ...site, holdout: 0.05 }, startMs + 2, [plain, { ...held, coverage: 1 }]);
    await publishAt({ ...site, holdout: 0.05 }, startMs + 3, [held]);
    expect(await phases(site)).toEqual([
      begun[0],
      ["held", 2, { a: 0.8, "held-out": 0.2 }],
      ["held", 3, { a: 0.4, "held-out": 0.1 }],
      begun[1],
      ["site:all", 2, { treated: 0.95, "held-out": 0.05 }],
    ]);
  });

  it("are those of what is really live, where a rule starts small", async () => {
    const site = await newSite();
    await publishAt(site, startMs, [hero]);
    expect(await phases(site)).toContainEqual(["hero", 0, { a: 0.05, b: 0.05 }]);
    await publishAt(site, startMs + 1, [{ ...hero, ramp: null }]);
    expect(await phases(site)).toContainEqual(["hero", 1, { a: 0.5, b: 0.5 }]);
    // What is off is for nobody, and goes on as it was.
    await publishAt(site, startMs + 2, [{ ...hero, ramp: null, on: false }]);
    await publishAt(site, startMs + 3, [{ ...hero, ramp: null }]);
    expect(await phases(site)).toHaveLength(3);
  });

  it("do not begin with a publish that did not happen", async () => {
    const site = await newSite();
    await publishAt(site, startMs, [hero]);
    const what = { site, configuration: configurationWith({ rules: [{ ...hero, ramp: null }] }), over: 0 };
    expect(await publish(env, { ...what, note: "", by: "owner", nowMs: startMs + 5 })).toEqual({
      ok: false,
      raced: true,
    });
    expect(await phases(site)).toHaveLength(2);
    expect(await steeringsOf(env.DB, site.id)).toEqual(
      new Map([["hero", { sinceMs: startMs, coverage: 0.1 }]]),
    );
  });
});

describe("steering", () => {
  it("goes with the publish that makes a rule start small, and is live at once", async () => {
    const site = await newSite();
    await publishAt(site, startMs, [hero]);
    expect(await liveHero(site, startMs)).toMatchObject({ coverage: 0.1 });
    await publishAt(site, startMs + 1, [{ ...hero, ramp: null }]);
    expect((await liveHero(site, startMs + 3000))?.coverage).toBe(1);
    expect(await steeringsOf(env.DB, site.id)).toEqual(new Map());
  });

  it("stays with a publish of something else, and goes with one that changes what it was learned of", async () => {
    const site = await newSite();
    await publishAt(site, startMs, [hero]);
    const learned = { sinceMs: startMs, weights: { a: 0.1, b: 0.9 } };
    await steer(site, learned);
    await publishAt(site, startMs + 1, [{ ...hero, name: "Another", pages: ["/sale"] }]);
    expect(await steeringsOf(env.DB, site.id)).toEqual(new Map([["hero", learned]]));
    const heavier = variants.map((variant) => (variant.id === "a" ? { ...variant, weight: 3 } : variant));
    await publishAt(site, startMs + 2, [{ ...hero, variants: heavier }]);
    expect(await steeringsOf(env.DB, site.id)).toEqual(
      new Map([["hero", { sinceMs: startMs + 2, coverage: 0.1 }]]),
    );
    await publishAt(site, startMs + 3, []);
    expect(await steeringsOf(env.DB, site.id)).toEqual(new Map());
  });

  it("is live within 5 seconds, without any publish, and so it is when it goes", async () => {
    const site = await newSite();
    await publishAt(site, startMs, [{ ...hero, ramp: null }]);
    expect((await liveHero(site, startMs))?.coverage).toBe(1);
    await steer(site, { sinceMs: startMs, coverage: 0.3, weights: { a: 0.25, b: 0.75 } });
    expect(await liveHero(site, startMs + 3000)).toMatchObject({
      coverage: 0.3,
      variants: [{ weight: 0.25 }, { weight: 0.75 }],
    });
    await env.DB.prepare("DELETE FROM rule_steering WHERE site = ?").bind(site.id).run();
    expect(await liveHero(site, startMs + 6000)).toMatchObject({
      coverage: 1,
      variants: [{ weight: 1 }, {}],
    });
  });

  it.each([
    ["no object", "7"],
    ["without a moment", "{}"],
    ["with weights that are none", `{"sinceMs":1,"weights":{"a":"NaN","b":-1}}`],
    ["with an unknown reason", `{"sinceMs":1,"stopped":{"why":"whim","atMs":1}}`],
    ["with more than everybody", `{"sinceMs":1,"coverage":7}`],
  ])("that is malformed (%s) leaves the rule as it was published, and others steered", async (_, text) => {
    const site = await newSite();
    await publishAt(site, startMs, [ruleWith({ id: "other", ramp }), { ...hero, ramp: null }]);
    await steer(site, text);
    expect(await liveHero(site, startMs)).toEqual({ ...hero, ramp: null });
    expect(logged).toHaveBeenCalledWith(expect.objectContaining({ rule: "hero" }));
    const live = await liveBundle(env, site.id, startMs, () => undefined).settle();
    expect(live?.bundle.configuration.rules.find(({ id }) => id === "other")?.coverage).toBe(0.1);
  });

  it("that stops a rule counts though a newer version cannot be read", async () => {
    const site = await newSite();
    await publishAt(site, startMs, [hero]);
    await liveHero(site, startMs);
    await env.DB.prepare("UPDATE sites SET live_version = 9, live_bundle = 'bundle:nowhere' WHERE id = ?")
      .bind(site.id)
      .run();
    await steer(site, { sinceMs: startMs, stopped: { why: "sample_ratio", atMs: startMs } });
    expect(await liveHero(site, startMs + 3000)).toMatchObject({ staged: true });
  });
});
