/**
 * `npm run bench:decide`: how many conditions the edge can evaluate in a second, beside the usual libraries for such
 * rules, each in its fastest form. All run in turn within one process, so that whatever else the machine does slows all
 * of them down.
 */
import { LogicEngine } from "json-logic-engine";
import { Query } from "mingo";
import sift from "sift";
import { compileCondition } from "../model/condition/compile.ts";
import { median } from "./median.ts";

/** The five clauses of a typical rule: they hold for the first of the visitors, so that none is skipped for him. */
const condition = {
  country: { $in: ["DE", "AT", "CH"] },
  device: "mobile",
  visits: { $gte: 3 },
  source: { $ne: "direct" },
  "account.plan": { $eq: "gold" },
};

/** The same in JSON Logic. */
const logic = {
  and: [
    { in: [{ var: "country" }, ["DE", "AT", "CH"]] },
    { "===": [{ var: "device" }, "mobile"] },
    { ">=": [{ var: "visits" }, 3] },
    { "!==": [{ var: "source" }, "direct"] },
    { "===": [{ var: "account.plan" }, "gold"] },
  ],
};

const visitor = {
  country: "DE",
  device: "mobile",
  visits: 5,
  source: "instagram",
  account: { plan: "gold" },
};
type Facts = Record<string, unknown>;
const visitors: readonly Facts[] = [
  visitor,
  { ...visitor, country: "FR" },
  { ...visitor, visits: 1 },
  { ...visitor, account: { plan: "basic" } },
];

const query = new Query(condition);
const engine = new LogicEngine();
const contestants: Readonly<Record<string, (facts: Facts) => boolean>> = {
  edgewise: compileCondition(condition),
  sift: sift(condition) as (facts: Facts) => boolean,
  // It makes JavaScript out of the rule, which Workers forbid; what they allow is to interpret it.
  "json-logic-engine, built": engine.build(logic) as (facts: Facts) => boolean,
  "json-logic-engine, run": (facts) => engine.run(logic, facts) === true,
  "mingo, compiled": (facts) => query.test(facts),
};

const rounds = 15;
const evaluationsPerRound = 200_000;

/** Evaluations per second in one round; fails where the verdicts are not those expected. */
function round(holds: (facts: Facts) => boolean): number {
  let held = 0;
  const startedAtMs = performance.now();
  for (let done = 0; done < evaluationsPerRound; done += 1)
    if (holds(visitors[done % visitors.length] ?? visitor)) held += 1;
  const seconds = (performance.now() - startedAtMs) / 1000;
  if (held !== evaluationsPerRound / visitors.length) throw new Error(`It held ${held} times.`);
  return evaluationsPerRound / seconds;
}

const names = Object.keys(contestants);
for (const [name, holds] of Object.entries(contestants)) {
  const verdicts = visitors.map((facts) => holds(facts)).join();
  if (verdicts !== "true,false,false,false") throw new Error(`${name} says ${verdicts}.`);
  round(holds);
}

const measured = Array.from({ length: rounds }, () =>
  Object.fromEntries(Object.entries(contestants).map(([name, holds]) => [name, round(holds)])),
);
const speedOf = (name: string) => median(measured.map((each) => each[name] ?? Number.NaN));
const ratioTo = (name: string) =>
  median(measured.map((each) => (each["edgewise"] ?? Number.NaN) / (each[name] ?? Number.NaN)));

console.log("5 clauses".padEnd(26) + "evaluations/s".padStart(14) + "edgewise ÷ it".padStart(15));
for (const name of names)
  console.log(
    name.padEnd(26) +
      Math.round(speedOf(name)).toLocaleString("en").padStart(14) +
      ratioTo(name).toFixed(1).padStart(15),
  );
console.log(`Medians of ${rounds} rounds. Target: 10 times as many as sift.`);
console.log("json-logic-engine builds by generating code, which Workers forbid; there it only runs.");
