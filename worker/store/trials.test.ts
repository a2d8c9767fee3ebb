import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import type { IndexRow } from "../../model/index-row.ts";
import { asides, type Trial } from "../../model/trial.ts";
import { indexRowWith, profileId } from "../testing/index-row.ts";
import { plannedDatabase } from "../testing/query-plans.ts";
import { prepareDatabase } from "../testing/shop.ts";
import { forgetProfiles } from "./forget-profiles.ts";
import { saveProfiles } from "./profile-index.ts";

const nowMs = 1_790_000_000_000;
/** When the shares of `welcome` changed. */
const phases = [100, 200];

beforeAll(() => prepareDatabase());

let sites = 0;
async function newSite() {
  const site = `site-${++sites}`;
  await env.DB.batch(
    phases.map((fromMs) =>
      env.DB.prepare(
        "INSERT INTO rule_phases (site, rule, from_ms, shares) VALUES (?, 'welcome', ?, '{}')",
      ).bind(site, fromMs),
    ),
  );
  return site;
}

/** By what is counted: people, and the sums of what became of them. */
type Sums = Record<string, number[]>;

async function sumsOf(site: string): Promise<Sums> {
  const { results } = await env.DB.prepare("SELECT * FROM trial_totals WHERE site = ?").bind(site).all();
  return Object.fromEntries(
    results
      .map((row): [string, number[]] => [
        ["rule", "measure", "dimension", "value", "day", "phase_ms", "variant"]
          .map((name) => row[name])
          .join(" "),
        ["n", "y", "x", "yy", "xx", "xy"].map((name) => Number(row[name])),
      ])
      .filter(([, sums]) => sums.some((sum) => sum !== 0)),
  );
}

/** The same, added up one by one from what each profile told last. */
function expectedSums(rows: readonly IndexRow[]): Sums {
  const sums: Sums = {};
  const add = (key: string, y: number, x: number) => {
    const before = sums[key] ?? [0, 0, 0, 0, 0, 0];
    sums[key] = [1, y, x, y * y, x * x, x * y].map((value, at) => value + (before[at] ?? 0));
  };
  for (const { trials } of rows)
    for (const { rule, variant, day, dimensions, givenAtMs, outcomes } of trials?.trials ?? []) {
      const phase = rule === "welcome" ? (phases.findLast((fromMs) => fromMs <= givenAtMs) ?? 0) : 0;
      const values = Object.entries(dimensions).flatMap(([name, value]) =>
        [value].flat().map((each) => [name, each]),
      );
      const splits = variant.startsWith("~") ? [] : values;
      for (const [dimension, value] of [["", ""], ...splits]) {
        const at = (measure: string) => [rule, measure, dimension, value, day, phase, variant].join(" ");
        add(at(`#${trials?.list}`), 0, 0);
        for (const { measure, y, x } of outcomes) add(at(measure), y, x);
      }
    }
  return sums;
}

const trial: fc.Arbitrary<Trial> = fc
  .record({
    rule: fc.constantFrom("welcome", "site:all"),
    variant: fc.constantFrom("a", "held-out", asides.mixed),
    exposedAtMs: fc.integer({ min: 0, max: 300 }),
    earlier: fc.nat(150),
    day: fc.constantFrom("2026-11-22", "2026-11-23"),
    device: fc.constantFrom("mobile", "desktop"),
    source: fc.constantFrom("", "' OR 1", "ads"),
    segment: fc.subarray(["loyal", "lost", "new-here"]),
    outcomes: fc.uniqueArray(
      fc.record({
        measure: fc.constantFrom("orders.1", "revenue.1"),
        // Refunds and costs can be more than somebody brought.
        y: fc.integer({ min: -100_000, max: 10_000_000 }),
        x: fc.nat(10_000_000),
      }),
      { selector: ({ measure }) => measure },
    ),
  })
  .map(({ earlier, device, source, segment, outcomes, ...one }) => ({
    ...one,
    givenAtMs: Math.max(0, one.exposedAtMs - earlier),
    dimensions: { device, source, segment, visitor: "new", country: "DE" },
    outcomes: one.variant === asides.mixed ? [] : outcomes,
  }));

/** What three profiles tell over time, each version once; now and then one moves into another. */
const tellings = fc.uniqueArray(
  fc.record({
    number: fc.integer({ min: 1, max: 3 }),
    version: fc.nat(6),
    list: fc.constantFrom("one", "two"),
    trials: fc.uniqueArray(trial, { selector: ({ rule }) => rule, maxLength: 2 }),
    gone: fc.boolean(),
  }),
  { selector: ({ number, version }) => `${number}/${version}`, minLength: 1, maxLength: 12 },
);

function rowOf(
  site: string,
  {
    number,
    version,
    list,
    trials,
    gone,
  }: { number: number; version: number; list: string; trials: Trial[]; gone: boolean },
): IndexRow {
  const told = { trials: { sinceMs: 0, measures: [`orders.${list}`], list, trials } };
  return indexRowWith({ site, id: profileId(number), version, ...(gone ? { gone: true } : told) });
}

function newestOf(rows: readonly IndexRow[]): IndexRow[] {
  const newest = new Map<string, IndexRow>();
  for (const row of rows) if (row.version > (newest.get(row.id)?.version ?? -1)) newest.set(row.id, row);
  return [...newest.values()];
}

it("sums are those of what each profile told last, in whatever order, batches and repetitions tellings come", async () => {
  await fc.assert(
    fc.asyncProperty(
      tellings.chain((all) =>
        fc.tuple(fc.constant(all), fc.array(fc.nat(all.length - 1), { maxLength: 15 })),
      ),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
      async ([all, repeated], sizes) => {
        const site = await newSite();
        const rows = all.map((one) => rowOf(site, one));
        const delivered = [...repeated.map((index) => rows[index]!), ...rows];
        for (let at = 0, turn = 0; at < delivered.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          await saveProfiles(env.DB, delivered.slice(at, at + size), nowMs);
          at += size;
        }
        expect(await sumsOf(site)).toEqual(expectedSums(newestOf(rows)));
      },
    ),
    { numRuns: 80 },
  );
});

const bought: Trial = {
  rule: "welcome",
  variant: "a",
  exposedAtMs: 250,
  givenAtMs: 150,
  day: "2026-11-23",
  dimensions: { device: "mobile", visitor: "new", country: "DE", source: "ads", segment: [] },
  outcomes: [{ measure: "revenue.1", y: 1999, x: 0 }],
};
const told = (sinceMs: number, ...trials: Trial[]) => ({
  sinceMs,
  measures: ["revenue.1"],
  list: "one",
  trials,
});
const everybody = (site: string) =>
  env.DB.prepare("SELECT n, y FROM trial_totals WHERE site = ? AND dimension = '' AND measure = 'revenue.1'")
    .bind(site)
    .all();

it("what is older than what a profile keeps stays as it was told, whatever it says now", async () => {
  const site = await newSite();
  await saveProfiles(env.DB, [indexRowWith({ site, version: 1, trials: told(0, bought) })], nowMs);
  const later = { ...bought, variant: "b", exposedAtMs: 900, outcomes: [] };
  await saveProfiles(env.DB, [indexRowWith({ site, version: 2, trials: told(400, later) })], nowMs);
  expect((await everybody(site)).results).toEqual([{ n: 1, y: 1999 }]);
});

it("a telling without a word of trials leaves them as they are", async () => {
  const site = await newSite();
  await saveProfiles(env.DB, [indexRowWith({ site, version: 1, trials: told(0, bought) })], nowMs);
  await saveProfiles(env.DB, [indexRowWith({ site, version: 2 })], nowMs);
  expect((await everybody(site)).results).toEqual([{ n: 1, y: 1999 }]);
});

it("nothing says any more who an erased person's trial was, and what was counted stays", async () => {
  const trialsLeft = async (site: string) =>
    (await env.DB.prepare("SELECT COUNT(*) AS trials FROM trials WHERE site = ?").bind(site).first())?.[
      "trials"
    ];
  const [erased, ended] = [await newSite(), await newSite()];
  for (const site of [erased, ended])
    await saveProfiles(env.DB, [indexRowWith({ site, version: 1, trials: told(0, bought) })], nowMs);
  await forgetProfiles(env.DB, erased, [profileId(1)]);
  await saveProfiles(
    env.DB,
    [indexRowWith({ site: ended, version: 2, gone: true, isForgotten: true })],
    nowMs,
  );
  for (const site of [erased, ended]) {
    expect(await trialsLeft(site)).toBe(0);
    expect((await everybody(site)).results).toEqual([{ n: 1, y: 1999 }]);
  }
});

it("what was measured of a rule that compares no more stays, whatever profiles tell and wherever they go", async () => {
  const site = await newSite();
  const other: Trial = { ...bought, rule: "site:all", variant: "treated" };
  const rows = [1, 2].map((number) =>
    indexRowWith({ site, id: profileId(number), version: 1, trials: told(0, bought, other) }),
  );
  await saveProfiles(env.DB, rows, nowMs);
  await env.DB.prepare("INSERT INTO ended_comparisons VALUES (?, 'welcome', 'Welcome', 1, 0, '14d', 'EUR')")
    .bind(site)
    .run();
  const measured = async () => {
    const { results } = await env.DB.prepare(
      "SELECT rule, n, y FROM trial_totals WHERE site = ? AND dimension = '' AND measure = 'revenue.1' ORDER BY rule",
    )
      .bind(site)
      .all();
    return results;
  };
  // One is told of without it, as profiles do then; of one that was published a moment ago, it is told once more.
  const late = { ...bought, outcomes: [{ measure: "revenue.1", y: 5000, x: 0 }] };
  await saveProfiles(
    env.DB,
    [
      indexRowWith({ site, id: profileId(1), version: 2, trials: told(0, other) }),
      indexRowWith({ site, id: profileId(2), version: 2, trials: told(0, late, other) }),
    ],
    nowMs,
  );
  const both = [
    { rule: "site:all", n: 2, y: 3998 },
    { rule: "welcome", n: 2, y: 3998 },
  ];
  expect(await measured()).toEqual(both);
  await saveProfiles(env.DB, [indexRowWith({ site, id: profileId(2), version: 3, gone: true })], nowMs);
  expect(await measured()).toEqual([{ rule: "site:all", n: 1, y: 1999 }, both[1]]);
  const left = await env.DB.prepare("SELECT profile, rule FROM trials WHERE site = ? ORDER BY rule")
    .bind(site)
    .all();
  expect(left.results).toEqual([
    { profile: profileId(1), rule: "site:all" },
    { profile: profileId(1), rule: "welcome" },
  ]);
});

it("finds what it moves by keys, however many people there are", async () => {
  const { db, plans } = plannedDatabase();
  await saveProfiles(db, [indexRowWith({ site: "planned", trials: told(0, bought) })], nowMs);
  const scans = (await plans()).filter((step) =>
    /SCAN (trials|trial_totals|rule_phases|profiles|ended_comparisons|p|e|old)\b/.test(step),
  );
  expect(scans).toEqual([]);
});
