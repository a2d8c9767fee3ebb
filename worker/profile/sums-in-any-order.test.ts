import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Event } from "../../model/event.ts";
import { visitorNode } from "../../model/identity/node.ts";
import type { IndexRow } from "../../model/index-row.ts";
import { saveProfiles } from "../store/profile-index.ts";
import { publish } from "../store/versions.ts";
import { arrivalWith } from "../testing/arriving.ts";
import { takeMessagesOf } from "../testing/messages-of.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith, snapshotWith } from "../testing/shop.ts";
import { profileOf } from "./profile-of.ts";
import { recordAtProfile } from "./send-to-profile.ts";

const minuteMs = 60_000;
/** To come, so that no alarm goes off by itself. */
const startMs = 1_990_000_000_000;
const browsers = ["A", "B"].map((letter) => letter.repeat(22));
const person = "P".repeat(22);
const variants = ["a", "b"].map((id) => ({
  id,
  changes: [{ type: "setText" as const, selector: "h1", text: id }],
}));
const configuration = configurationWith({ rules: [ruleWith({ id: "welcome", holdout: 0.1, variants })] });

let nowMs = startMs;
let sites = 0;

beforeEach(() => {
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  vi.spyOn(console, "error").mockReturnValue();
});
afterEach(() => vi.restoreAllMocks());

/** What somebody did: on which of their browsers, and in which minute. */
interface Deed {
  browser: number;
  event: Event;
}

const deeds = fc
  .uniqueArray(
    fc.record({
      minute: fc.nat(60),
      browser: fc.nat(1),
      what: fc.constantFrom("seen a", "seen a", "seen b", "bought", "bought", "paid back"),
      order: fc.nat(2),
      cents: fc.integer({ min: 1, max: 9999 }),
    }),
    { selector: ({ minute }) => minute, minLength: 3, maxLength: 10 },
  )
  .map((all) =>
    all
      .toSorted((a, b) => a.minute - b.minute)
      .map(({ minute, browser, what, order, cents }): Deed => {
        const money = { transaction_id: `order-${order}`, value: cents / 100, currency: "EUR" };
        const name = what === "bought" ? "purchase" : what === "paid back" ? "refund" : "ew_exposed";
        const params = name === "ew_exposed" ? { rule: "welcome", variant: what.slice(-1) } : money;
        return {
          browser,
          event: { id: `event-${minute}-xxxx`, name, timeMs: startMs + minute * minuteMs, params },
        };
      }),
  );

/** What somebody's browsers bring, and when it turns out that both are theirs; and in which order the index hears of it. */
interface Course {
  arrivals: readonly Deed[];
  /** Before which of the arrivals. */
  mergedAt: number;
  heard: (rows: readonly IndexRow[]) => readonly IndexRow[];
}

async function sumsAfter({ arrivals, mergedAt, heard }: Course): Promise<string[]> {
  const site = `site-${++sites}`;
  nowMs = startMs;
  const shop = siteWith({ id: site, hosts: [`${site}.example`] });
  const version = { site: shop, over: 0, configuration, note: "", by: "owner", nowMs };
  await prepareDatabase(shop);
  expect(await publish(env, version)).toMatchObject({ ok: true });
  nowMs = startMs + 61 * minuteMs;
  const profiles = [...browsers, person];
  const rows: IndexRow[] = [];
  const take = (message: unknown) => rows.push(...(message as { rows: IndexRow[] }).rows);
  await Promise.all(profiles.map((profile) => takeMessagesOf(profileOf(env.PROFILES, site, profile), take)));
  const arrive = async ({ browser, event }: Deed) => {
    const visitor = browsers[browser] ?? "";
    const carried = snapshotWith(nowMs, { visitor, profile: visitor });
    rows.push(...(await recordAtProfile(env, arrivalWith(nowMs, { site, carried, events: [event] }))).index);
  };
  for (const deed of arrivals.slice(0, mergedAt)) await arrive(deed);
  for (const visitor of browsers) await becomePerson(site, visitor);
  for (const deed of arrivals.slice(mergedAt)) await arrive(deed);
  nowMs += 36 * minuteMs;
  for (const profile of profiles) await runDurableObjectAlarm(profileOf(env.PROFILES, site, profile));
  for (const row of heard(rows)) await saveProfiles(env.DB, [row], nowMs);
  const { results } = await env.DB.prepare(
    `SELECT rule, measure, dimension, value, day, phase_ms, variant, n, y, x, yy, xx, xy FROM trial_totals
     WHERE site = ? AND (n <> 0 OR y <> 0 OR x <> 0)`,
  )
    .bind(site)
    .all();
  return results.map((row) => Object.values(row).join(" ")).sort();
}

async function becomePerson(site: string, visitor: string): Promise<void> {
  const node = visitorNode(visitor);
  const move = {
    id: `move-${visitor}`,
    from: visitor,
    to: person,
    sources: [{ node, sinceMs: 0, untilMs: Number.MAX_SAFE_INTEGER }],
    slices: { [node]: [{ sinceMs: 0, profile: person }] },
  };
  const handed = await profileOf(env.PROFILES, site, visitor).handOver(move);
  await profileOf(env.PROFILES, site, person).takeOver(move, handed);
  await profileOf(env.PROFILES, site, visitor).handedOver(move.id);
}

it("what comes late, again, or by two profiles that merge on the way ends in the same sums", async () => {
  const courses = deeds.chain((all) =>
    fc.record({
      all: fc.constant(all),
      arrivals: fc
        .tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.shuffledSubarray(all))
        .map(([once, again]) => [...once, ...again]),
      mergedAt: fc.nat(all.length),
      seed: fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
    }),
  );
  let counted = 0;
  await fc.assert(
    fc.asyncProperty(courses, async ({ all, arrivals, mergedAt, seed }) => {
      const inOrder = (rows: readonly IndexRow[]) => rows;
      const anyhow = (rows: readonly IndexRow[]) =>
        [...rows, ...rows.slice(0, 2)]
          .map((row, at) => ({ row, rank: seed[at % seed.length] ?? 0 }))
          .toSorted((a, b) => a.rank - b.rank)
          .map(({ row }) => row);
      const plain = await sumsAfter({ arrivals: all, mergedAt: all.length, heard: inOrder });
      expect(await sumsAfter({ arrivals, mergedAt, heard: anyhow })).toEqual(plain);
      counted += plain.length;
    }),
    { numRuns: 6, endOnFailure: true },
  );
  expect(counted).toBeGreaterThan(0);
}, 60_000);
