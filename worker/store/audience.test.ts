import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { conditionToSql } from "../../model/condition/to-sql.ts";
import { indexRowWith, profileId } from "../testing/index-row.ts";
import { plannedDatabase } from "../testing/query-plans.ts";
import { prepareDatabase } from "../testing/shop.ts";
import { countAudience } from "./audience.ts";
import { saveProfiles } from "./profile-index.ts";
import { bucketOf } from "./sample-bucket.ts";

const nowMs = 1_790_000_000_000;
const dayMs = 86_400_000;
const fromGermany = conditionToSql({ country: "DE" }, { nowMs });

beforeAll(() => prepareDatabase());

it("counts one by one where there are few", async () => {
  const rows = Array.from({ length: 700 }, (_, index) =>
    indexRowWith({
      id: profileId(index),
      facts: { country: index % 7 === 0 ? "DE" : "FR" },
      seenAtMs: nowMs - (index % 2 === 0 ? 7 * dayMs : 7 * dayMs + 1),
    }),
  );
  await saveProfiles(env.DB, [...rows, indexRowWith({ site: "other", facts: { country: "DE" } })], nowMs);
  expect(await countAudience(env.DB, "lumen", fromGermany, nowMs)).toEqual({
    now: 100,
    reachable7d: 50,
    error: { now: { low: 100, high: 100 }, reachable7d: { low: 50, high: 50 } },
    sampled: 700,
    of: 700,
  });
  expect(await countAudience(env.DB, "nobody", fromGermany, nowMs)).toMatchObject({
    now: 0,
    sampled: 0,
    of: 0,
  });
});

it("asks about 25,000 where there are more than 50,000, and says how far that may be off", async () => {
  const of = 120_000;
  // In buckets as random ids are.
  await env.DB.prepare(
    `INSERT INTO profiles (site, bucket, id, version, seen_at_ms, is_known, facts, times, keys)
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
     SELECT 'large', (i * 48271) % 10000, i, 1, ?2 - (i % 3) * 5 * 86400000, 0,
       json_object('country', iif(i % 20 = 0, 'DE', 'FR')), '{}', '[]' FROM n`,
  )
    .bind(of, nowMs)
    .run();
  await env.DB.prepare("INSERT INTO profile_counts (site, profiles) VALUES ('large', ?)").bind(of).run();
  const { db, plans } = plannedDatabase();
  const size = await countAudience(db, "large", fromGermany, nowMs);
  expect(size.of).toBe(of);
  expect(size.sampled).toBeGreaterThan(24_500);
  expect(size.sampled).toBeLessThan(25_500);
  const { now, reachable7d } = size.error;
  expect(now.low).toBeLessThanOrEqual(6000);
  expect(now.high).toBeGreaterThanOrEqual(6000);
  expect(now.high - now.low).toBeLessThan(700);
  expect(reachable7d.low).toBeLessThanOrEqual(4000);
  expect(reachable7d.high).toBeGreaterThanOrEqual(4000);
  expect(size.now).toBeGreaterThanOrEqual(now.low);
  expect(size.now).toBeLessThanOrEqual(now.high);
  expect((await plans()).filter((step) => /^(SCAN|SEARCH)/.test(step))).toEqual([
    "SEARCH profile_counts USING PRIMARY KEY (site=?)",
    "SEARCH p USING PRIMARY KEY (site=? AND bucket<?)",
  ]);
});

it("any buckets are a fair sample of profiles", () => {
  const ids = Array.from({ length: 200_000 }, (_, index) => profileId(index));
  const all = ids.map(bucketOf);
  expect(Math.min(...new Set(all))).toBe(0);
  expect(Math.max(...new Set(all))).toBe(9999);
  for (const share of [100, 500, 2500]) {
    const sampled = all.filter((bucket) => bucket < share).length;
    const mean = (ids.length * share) / 10_000;
    // Four standard deviations, of the binomial distribution.
    expect(Math.abs(sampled - mean)).toBeLessThan(4 * Math.sqrt(mean * (1 - share / 10_000)));
  }
});
