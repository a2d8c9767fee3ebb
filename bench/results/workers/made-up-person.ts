import type { IndexRow } from "../../../model/index-row.ts";
import { listName, measuresOf } from "../../../model/measure.ts";
import { mostCounted } from "../../../model/results/counted-segments.ts";
import type { Trial } from "../../../model/trial.ts";
import { sequence } from "../../sequence.ts";
import { configuration, shares, site } from "../shop.ts";

export const rule = "rule-0";
export const measures = measuresOf(configuration.goals, site);
export const list = listName(measures);
/** As long as events are kept, unless the site says otherwise, is 400 days; a rule that runs for a year is an old one. */
export const days = 365;
const dayMs = 86_400_000;
const firstMs = Date.UTC(2025, 10, 1);
/** Weights were changed three times. */
export const phasesMs = [0, 30, 60, 180].map((day) => firstMs + day * dayMs);

/** What results can be split by. Of countries and sources a few have most people, as in any shop. */
const countries = named("C", 60);
const sources = named("source-", 300);
const segments = named("segment-", mostCounted);
/** By goal, how many do it: of a site's own every second person, so that each does ten things. */
const standardShare = 0.04;
const ownShare = 0.5;

/** The same person for the same number, on a day that counts from the rule's first. */
export function madeUpTrial(day: number, number: number): Trial {
  const random = sequence(day * 1_000_003 + number + 1);
  // The first numbers of close seeds are close.
  for (let skipped = 0; skipped < 3; skipped += 1) random();
  const exposedAtMs = firstMs + day * dayMs + Math.floor(random() * dayMs);
  const chosen = random();
  const variant = chosen < shares.a ? "a" : chosen < shares.a + shares.b ? "b" : "held-out";
  const buys = random() < standardShare;
  const cents = 2000 + Math.floor(random() * 8000);
  const outcomes = measures.flatMap(({ id, counts }) => {
    switch (counts) {
      case "net":
        return buys ? [{ measure: id, y: cents, x: random() < 0.2 ? 3000 : 0 }] : [];
      case "foreign":
        return [];
      case "ratio":
        return buys ? [{ measure: id, y: cents, x: 1 }] : [];
      default: {
        const does = id.startsWith("goal-") ? random() < ownShare : buys;
        return does ? [{ measure: id, y: 1, x: 0 }] : [];
      }
    }
  });
  return {
    rule,
    variant,
    exposedAtMs,
    givenAtMs: exposedAtMs,
    day: new Date(exposedAtMs).toISOString().slice(0, 10),
    dimensions: {
      device: ["mobile", "mobile", "desktop", "tablet"][Math.floor(random() * 4)] ?? "",
      visitor: random() < 0.7 ? "new" : "returning",
      country: oneOf(countries, random()),
      source: oneOf(sources, random()),
      // Most people are in some.
      segment: segments.filter(() => random() < 0.2),
    },
    outcomes,
  };
}

/** What the profile of somebody tells. */
export function madeUpRow(of: string, id: string, version: number, trial: Trial): IndexRow {
  return {
    type: "profile",
    site: of,
    id,
    version,
    seenAtMs: trial.exposedAtMs,
    sessionStartedAtMs: null,
    name: null,
    facts: {},
    times: {},
    nodes: [],
    trials: { sinceMs: 0, measures: measures.map((measure) => measure.id), list, trials: [trial] },
  };
}

/** As long as ids are. */
export function idOf(day: number, number: number): string {
  return `${day}-${number}`.padStart(22, "p");
}

function named(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${name}${index}`);
}

/** The first ones often, the last ones seldom: by Zipf's law. */
function oneOf(values: readonly string[], random: number): string {
  return values[Math.floor((values.length + 1) ** random) - 1] ?? "";
}
