/**
 * `npm run bench:decide`: how many conditions the edge can evaluate in a second, beside sift, the usual library for
 * the same syntax. Both run in turn within one process, so that whatever else the machine does slows both down.
 */
import sift from "sift";
import { compileCondition } from "../model/condition/compile.ts";

/** The five clauses of a typical rule: they hold for the first of the visitors, so that none is skipped for him. */
const condition = {
  country: { $in: ["DE", "AT", "CH"] },
  device: "mobile",
  visits: { $gte: 3 },
  source: { $ne: "direct" },
  "account.plan": { $eq: "gold" },
};

const visitor = {
  country: "DE",
  device: "mobile",
  visits: 5,
  source: "instagram",
  account: { plan: "gold" },
};
const visitors = [
  visitor,
  { ...visitor, country: "FR" },
  { ...visitor, visits: 1 },
  { ...visitor, account: { plan: "basic" } },
];

const rounds = 15;
const evaluationsPerRound = 400_000;

/** Evaluations per second in one round; fails where the verdicts are not those expected. */
function round(holds: (facts: unknown) => boolean): number {
  let held = 0;
  const startedAtMs = performance.now();
  for (let done = 0; done < evaluationsPerRound; done += 1)
    if (holds(visitors[done % visitors.length])) held += 1;
  const seconds = (performance.now() - startedAtMs) / 1000;
  if (held !== evaluationsPerRound / visitors.length) throw new Error(`It held ${held} times.`);
  return evaluationsPerRound / seconds;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const ours = compileCondition(condition);
const sifts = sift(condition) as (facts: unknown) => boolean;
round(ours);
round(sifts);

const measured = Array.from({ length: rounds }, () => ({ edgewise: round(ours), sift: round(sifts) }));
const ratio = median(measured.map((each) => each.edgewise / each.sift));
const perSecond = (name: "edgewise" | "sift") =>
  Math.round(median(measured.map((each) => each[name]))).toLocaleString("en");

console.log(`edgewise ${perSecond("edgewise")} evaluations per second`);
console.log(`sift     ${perSecond("sift")} evaluations per second`);
console.log(`edgewise does ${ratio.toFixed(1)} times as many (median of ${rounds} rounds; target 10)`);
