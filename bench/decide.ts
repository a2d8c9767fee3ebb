/**
 * Part of `npm run bench:decide`: what one decision costs with 10 to 10,000 live rules. The shop is made up: half of
 * its rules are for one kind of page each, the other half for all pages, and most ask for a country, a campaign, a
 * device or for behaviour, as rules of real shops do.
 */
import * as v from "valibot";
import { compileBundle } from "../model/bundle.ts";
import { Configuration } from "../model/configuration.ts";
import type { Facts } from "../model/facts/facts.ts";
import { nothingRemembered } from "../model/rule-memory.ts";
import { Site } from "../model/site.ts";
import { compileRules, type Deciding } from "../worker/decide/compile-rules.ts";
import { decide } from "../worker/decide/decide.ts";
import { median } from "./median.ts";
import { sequence } from "./sequence.ts";

const sizes = [10, 100, 1000, 10_000];
const pageViewsPerRound = 4000;
const rounds = 9;

const countries = ["DE", "AT", "CH", "FR", "IT", "ES", "NL", "BE", "PL", "SE", "DK", "US", "GB", "JP"];
const devices = ["mobile", "tablet", "desktop"] as const;
const sections = ["lips", "eyes", "face", "skin", "hair", "body", "gifts", "sale", "brands", "journal"];

function shopWith(size: number): Deciding {
  const random = sequence(size);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const condition = (index: number) =>
    [
      { country: pick(countries), visits: { $gte: 2 } },
      { campaign: `campaign-${index}`, device: pick(devices) },
      {
        device: pick(devices),
        country: { $in: [pick(countries), pick(countries)] },
        cartValue: { $gte: 50 },
      },
      { $did: { event: "view_item", where: { item_id: `p${index}` }, within: "7d", count: { $gte: 2 } } },
      {
        visitor: pick(["new", "returning"]),
        medium: pick(["cpc", "social", "email"]),
        language: pick(["de", "fr"]),
      },
    ][index % 5] ?? {};
  const rules = Array.from({ length: size }, (_, index) => ({
    id: `rule-${index}`,
    name: `Rule ${index}`,
    on: true,
    pages: index % 2 === 0 ? ["/*"] : [`/${pick(sections)}/*`],
    condition: condition(index),
    priority: index % 1000,
    variants: [
      { id: "a", changes: [{ type: "setText" as const, selector: `#slot-${index % 20}`, text: "Hello" }] },
      { id: "b", changes: [] },
    ],
    caps: index % 4 === 0 ? [{ times: 3, per: "week" as const }] : [],
  }));
  const site = v.parse(Site, {
    id: "bench",
    name: "Bench",
    hosts: ["bench.example"],
    origin: null,
    holdout: 0,
  });
  return compileRules(
    compileBundle(1, site, v.parse(Configuration, { rules, offers: [], coupons: [], placements: [] })),
  );
}

/** Visitors of all kinds, one after another. */
function visitors(count: number): { pathname: string; facts: Facts; visitor: string }[] {
  const random = sequence(7);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const nowMs = Date.UTC(2026, 10, 22, 12);
  return Array.from({ length: count }, (_, index) => ({
    pathname: `/${pick(sections)}/product-${Math.floor(random() * 500)}`,
    visitor: `visitor-${index}`,
    facts: {
      country: pick(countries),
      device: pick(devices),
      visits: Math.floor(random() * 6),
      cartValue: Math.floor(random() * 100),
      visitor: pick(["new", "returning"]),
      medium: pick(["cpc", "social", "email", "none"]),
      language: pick(["de", "fr", "en"]),
      campaign: pick([null, `campaign-${Math.floor(random() * 1000)}`]),
      behaviour: { nowMs, sessionStartedAtMs: nowMs - 60_000, timesMs: {} },
    },
  }));
}

const pageViews = visitors(pageViewsPerRound);

/** @returns µs for each decision of a round, and how many rules were chosen in all. */
function round(deciding: Deciding): { us: number; chosen: number } {
  let chosen = 0;
  const startedAtMs = performance.now();
  for (const pageView of pageViews)
    chosen += decide(deciding, { ...pageView, languages: [], memory: nothingRemembered }).chosen.length;
  return { us: ((performance.now() - startedAtMs) / pageViews.length) * 1000, chosen };
}

const shops = sizes.map((size) => {
  const deciding = shopWith(size);
  const startedAtMs = performance.now();
  compileRules(deciding.bundle);
  return { size, deciding, compileMs: performance.now() - startedAtMs };
});
for (const { deciding } of shops) round(deciding);
const measured = shops.map((shop) => ({ ...shop, rounds: [] as number[], chosen: 0 }));
for (let done = 0; done < rounds; done += 1)
  for (const shop of measured) {
    const { us, chosen } = round(shop.deciding);
    shop.rounds.push(us);
    shop.chosen = chosen;
  }

console.log("live rules   µs for a decision   chosen for a page   compiled in ms");
for (const { size, rounds: us, chosen, compileMs } of measured) {
  const cells = [
    size.toLocaleString("en").padStart(10),
    median(us).toFixed(1).padStart(19),
    (chosen / pageViews.length).toFixed(1).padStart(19),
    compileMs.toFixed(0).padStart(16),
  ];
  console.log(cells.join(" "));
}
console.log("Target: at most 50 µs at 1,000 rules, as the median of the rounds.");
