/**
 * `npm run bench:results`: how soon results answer over a million people with ten million outcomes, through the
 * dashboard's API in workerd with D1's engine on this machine; and what it takes to bring what profiles tell to the sums
 * that results are read from. The people are made up: they come over a year, to a site with as many goals as it may
 * have, from 60 countries and 300 sources. Their sums are written without the pipeline, which leaves the same rows: that
 * is looked at first. `--quick` makes do with a tenth of the people.
 */
import { parseArgs } from "node:util";
import { median } from "./median.ts";
import type { Asked } from "./results/asked.ts";
import { site } from "./results/shop.ts";
import { startApi } from "./results/start.ts";
import { timed, times, whole } from "./timed.ts";

const { values: options } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const days = 365;
const perDay = options.quick ? 274 : 2740;
const rounds = 11;
const told = 100;
const targetMs = 1000;

const { miniflare, api } = await startApi();
try {
  await checkSums();
  await fill();
  await printResults();
  await printTellings();
} finally {
  await miniflare.dispose();
}

async function ask<Path extends keyof Asked>(
  path: Path,
  query: Record<string, string | number> = {},
): Promise<Asked[Path]> {
  const url = new URL(path, "http://bench.localhost");
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  const response = await miniflare.dispatchFetch(url.href);
  if (!response.ok) throw new Error(`${url.pathname}${url.search}: ${await response.text()}`);
  return (await response.json()) as Asked[Path];
}

async function checkSums(): Promise<void> {
  const { rows, different } = await ask("/check", { people: 400 });
  if (different > 0) throw new Error(`Of ${rows} rows that the pipeline leaves, ${different} differ.`);
  console.log(
    `400 people told by the pipeline leave ${whole(rows)} rows of sums, all as they are made up here`,
  );
}

async function fill(): Promise<void> {
  const sum = { people: 0, outcomes: 0, rows: 0 };
  for (let day = 0; day < days; day += 1) {
    const { people, outcomes, rows } = await ask("/fill", { day, people: perDay });
    sum.people += people;
    sum.outcomes += outcomes;
    sum.rows += rows;
  }
  console.log(
    `${whole(sum.people)} people with ${whole(sum.outcomes)} outcomes in ${days} days are ${whole(sum.rows)} rows of sums`,
  );
  const { rows, bytes } = await ask("/spread");
  console.log(
    `with 19 rules more, and all of Edgewise: ${whole(rows)} rows, ${whole(bytes / 1e6)} MB with everybody's own\n`,
  );
}

async function printResults(): Promise<void> {
  const reference = await timed(3, () => ask("/recompute"));
  const read = `/reports/results/rule-0`;
  const address = (path: string, query: Record<string, string> = {}) =>
    `${path}?${new URLSearchParams({ site: site.id, ...query }).toString()}`;
  const asked: Readonly<Record<string, string>> = {
    "a rule": address(read),
    "a rule, by another goal": address(read, { goal: "goal-7" }),
    "a rule, its last 28 days": address(read, { from: "2026-10-04" }),
    "a rule, split by device": address(read, { by: "device" }),
    "a rule, split by source": address(read, { by: "source" }),
    "a rule, split by segment": address(read, { by: "segment" }),
    "a rule, as CSV": address(`${read}/csv`),
    "all of Edgewise": address("/reports/results/site:all"),
    "the list of 20 rules": address("/reports/results"),
  };
  console.log("asked of the API                   median ms   slowest ms   of adding it up anew");
  const slowest: number[] = [];
  for (const [what, path] of Object.entries(asked)) {
    const { timesMs, last } = await timed(rounds, () => api("GET", path));
    if (what === "a rule") compareWith(reference.last, last);
    slowest.push(median(timesMs));
    const share = median(timesMs) / median(reference.timesMs);
    console.log([what.padEnd(33), ...times(timesMs), `1/${whole(1 / share)}`.padStart(22)].join(" "));
  }
  console.log(
    ["one goal, from everybody's own".padEnd(33), ...times(reference.timesMs), "1".padStart(22)].join(" "),
  );
  console.log(`The slowest median is ${whole(Math.max(...slowest))} ms; target: less than ${targetMs} ms.\n`);
}

/** Whoever is fast must be right. */
function compareWith(expected: Asked["/recompute"], answer: unknown): void {
  const { result } = answer as { result: { variants: Asked["/recompute"] } };
  const answered = result.variants.map(({ variant, people, total }) => ({
    variant,
    people,
    total: Math.round(total * 100) / 100,
  }));
  const [one, other] = [expected, answered].map((rows) =>
    JSON.stringify(rows.toSorted((a, b) => (a.variant < b.variant ? -1 : 1))),
  );
  if (one !== other) throw new Error(`Results say ${other}, and everybody's own rows ${one}.`);
}

async function printTellings(): Promise<void> {
  console.log(`a batch of ${told} profiles             median ms   slowest ms   rows written for each`);
  let version = 0;
  for (const [what, again] of [
    ["told for the first time", false],
    ["told again after an order", true],
  ] as const) {
    const timesMs: number[] = [];
    let rowsWritten = 0;
    const count = again ? rounds : 1;
    for (let round = 0; round < count; round += 1) {
      const startedAtMs = performance.now();
      ({ rowsWritten } = await ask("/tell", { version, people: told }));
      timesMs.push(performance.now() - startedAtMs);
      version += 1;
    }
    console.log([what.padEnd(33), ...times(timesMs), (rowsWritten / told).toFixed(1).padStart(22)].join(" "));
  }
}
