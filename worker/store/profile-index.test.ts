import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import type { IndexRow } from "../../model/index-row.ts";
import { searchWords } from "../../model/search-words.ts";
import { indexRowWith, profileId } from "../testing/index-row.ts";
import { plannedDatabase } from "../testing/query-plans.ts";
import { prepareDatabase } from "../testing/shop.ts";
import { countAudience } from "./audience.ts";
import { forgetProfiles } from "./forget-profiles.ts";
import { saveProfiles } from "./profile-index.ts";

const nowMs = 1_790_000_000_000;
const everybody = { sql: "1", parameters: [] };

beforeAll(() => prepareDatabase());

let sites = 0;
const newSite = () => `site-${++sites}`;

/** All that the index holds of a site. */
async function stored(site: string) {
  const all = async (sql: string) => (await env.DB.prepare(sql).bind(site).all()).results;
  return {
    rows: await all(
      "SELECT id, version, seen_at_ms, name, is_known, facts FROM profiles WHERE site = ? ORDER BY id",
    ),
    keys: await all("SELECT key, profile FROM profile_keys WHERE site = ? ORDER BY key, profile"),
    counted: (await all("SELECT profiles FROM profile_counts WHERE site = ?"))[0]?.["profiles"] ?? 0,
  };
}

/** All that the index should hold once the newest of each profile has come. */
function expected(told: readonly IndexRow[]) {
  const newest = new Map<string, IndexRow>();
  for (const row of told) if (row.version > (newest.get(row.id)?.version ?? -1)) newest.set(row.id, row);
  const rows = [...newest.values()]
    .filter(({ gone }) => gone !== true)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const keys = rows.flatMap((row) => [
    ...row.nodes.filter((node) => node !== `visitor:${row.id}`).map((key) => ({ key, profile: row.id })),
    ...searchWords(row.name ?? "").map((word) => ({ key: `~${word}`, profile: row.id })),
  ]);
  const sortedBy = ({ key, profile }: (typeof keys)[number]) => `${key} ${profile}`;
  return {
    rows: rows.map(({ id, version, seenAtMs, name, nodes, facts }) => ({
      id,
      version,
      seen_at_ms: seenAtMs,
      name,
      is_known: Number(name !== null || nodes.length > 1),
      facts: JSON.stringify(facts),
    })),
    keys: keys.sort((a, b) => (sortedBy(a) < sortedBy(b) ? -1 : 1)),
    counted: rows.length,
  };
}

const names = [
  "Anna Lind",
  "Ánna B",
  "'; DROP TABLE profiles; --",
  "a\u0000b",
  "\ud800x",
  "💄 %_",
  "",
  "王小明",
];

/** What three profiles tell over time, each version once. */
const told = fc
  .uniqueArray(
    fc.record({
      number: fc.integer({ min: 1, max: 3 }),
      version: fc.nat(6),
      seenAtMs: fc.nat(9),
      name: fc.option(fc.constantFrom(...names)),
      mails: fc.uniqueArray(fc.constantFrom("email:a", "email:b", 'card:"', "card:%"), { maxLength: 3 }),
      orders: fc.constantFrom(1, 1e21, "\ud800", "'", "a\u0000", null),
      gone: fc.boolean(),
    }),
    { selector: ({ number, version }) => `${number}/${version}`, minLength: 1, maxLength: 14 },
  )
  .map((tellings) =>
    tellings.map(({ number, mails, orders, gone, name, ...telling }) =>
      indexRowWith({
        ...telling,
        id: profileId(number),
        name: name?.toWellFormed() ?? null,
        nodes: [`visitor:${profileId(number)}`, ...mails],
        facts: { orders },
        ...(gone ? { gone: true } : {}),
      }),
    ),
  );

it("says what the newest of each profile says, in whatever order, batches and repetitions tellings come", async () => {
  await fc.assert(
    fc.asyncProperty(
      told.chain((rows) => fc.tuple(fc.constant(rows), fc.array(fc.nat(rows.length - 1), { maxLength: 20 }))),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
      async ([rows, repeated], sizes) => {
        const site = newSite();
        // Some come early, again and in another order; in the end, each of them has come.
        const delivered = [...repeated.map((index) => rows[index]!), ...rows].map((row) => ({
          ...row,
          site,
        }));
        for (let at = 0, turn = 0; at < delivered.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          await saveProfiles(env.DB, delivered.slice(at, at + size), nowMs);
          at += size;
        }
        expect(await stored(site)).toEqual(expected(rows));
      },
    ),
    { numRuns: 120 },
  );
});

it("writes a thousand profiles of long facts, each by itself, and keeps sites apart", async () => {
  const [site, other] = [newSite(), newSite()];
  const long = { landingPage: "x".repeat(1500) };
  const rows = Array.from({ length: 1000 }, (_, number) =>
    indexRowWith({ site, id: profileId(number), facts: long }),
  );
  await saveProfiles(env.DB, rows, nowMs);
  await saveProfiles(env.DB, [indexRowWith({ site: other, gone: true, version: 9 })], nowMs);
  expect((await stored(site)).counted).toBe(1000);
  expect(await countAudience(env.DB, site, everybody, nowMs)).toMatchObject({
    now: 1000,
    sampled: 1000,
    of: 1000,
  });
  expect((await stored(other)).rows).toEqual([]);
});

it("forgets that a profile is gone when nothing older of it can be under way any more", async () => {
  const site = newSite();
  await saveProfiles(env.DB, [indexRowWith({ site, version: 5, gone: true })], nowMs);
  await saveProfiles(env.DB, [indexRowWith({ site, version: 4 })], nowMs + 13 * 86_400_000);
  expect((await stored(site)).rows).toEqual([]);
  await saveProfiles(env.DB, [indexRowWith({ site, id: profileId(2) })], nowMs + 15 * 86_400_000);
  const left = await env.DB.prepare("SELECT COUNT(*) AS rows FROM gone_profiles WHERE site = ?")
    .bind(site)
    .first("rows");
  expect(left).toBe(0);
});

it("leaves nothing of a profile that is to be forgotten, and all of others", async () => {
  const [site, other] = [newSite(), newSite()];
  const anna = { name: "Anna Lind", nodes: [`visitor:${profileId(7)}`, "email:a"] };
  const rows = [
    indexRowWith({ site, ...anna }),
    indexRowWith({ site, id: profileId(2), version: 3, gone: true }),
    indexRowWith({ site, id: profileId(3), ...anna }),
    indexRowWith({ site: other, ...anna }),
  ];
  await saveProfiles(env.DB, rows, nowMs);
  const { db, plans } = plannedDatabase();
  await forgetProfiles(db, site, [profileId(1), profileId(2), profileId(9)]);
  expect(scansOf(await plans())).toEqual([]);
  expect(await stored(site)).toEqual(expected([rows[2]!]));
  expect(await stored(other)).toEqual(expected([rows[3]!]));
  const left = env.DB.prepare("SELECT COUNT(*) AS rows FROM gone_profiles WHERE site = ?").bind(site);
  expect(await left.first("rows")).toBe(0);
});

/** Steps that look through a whole table; of what is given as JSON, all is looked at. */
const scansOf = (steps: readonly string[]) =>
  steps.filter((step) => step.startsWith("SCAN") && !step.includes("VIRTUAL TABLE"));

it("finds what it replaces by keys, never by looking through a table", async () => {
  const { db, plans } = plannedDatabase();
  await saveProfiles(db, [indexRowWith()], nowMs);
  const steps = await plans();
  expect(steps.length).toBeGreaterThan(10);
  expect(scansOf(steps)).toEqual([]);
});

it("costs one row for a visitor who comes back, and none for what is delivered again", async () => {
  const site = newSite();
  const visitor = indexRowWith({ site });
  const known = indexRowWith({
    site,
    id: profileId(2),
    name: "Anna Lind",
    nodes: [`customer:${profileId(2)}`, "email:a"],
  });
  const cost = async (row: IndexRow) => {
    const { db, written } = countingDatabase();
    await saveProfiles(db, [row], nowMs);
    return written();
  };
  const later = (row: IndexRow) => ({ ...row, version: row.version + 1, seenAtMs: row.seenAtMs + 1 });
  expect([await cost(visitor), await cost(later(visitor)), await cost(visitor)]).toEqual([2, 1, 0]);
  // The row, the number of profiles, an entry of those who are known, an e-mail and two words.
  expect([await cost(known), await cost(later(known)), await cost(known)]).toEqual([6, 2, 0]);
});

/** The test's database, and how many rows batches wrote: each entry of an index is one. */
function countingDatabase(): { db: D1Database; written: () => number } {
  let rows = 0;
  const batch = async (statements: D1PreparedStatement[]) => {
    const results = await env.DB.batch(statements);
    for (const { meta } of results) rows += meta.rows_written;
    return results;
  };
  const db = { prepare: (sql: string) => env.DB.prepare(sql), batch } as unknown as D1Database;
  return { db, written: () => rows };
}
