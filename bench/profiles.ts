/**
 * `npm run bench:profiles`: how fast people are found and audiences counted among a million profiles, in D1's engine on
 * this machine, and how many rows it costs to write them down. The people are made up; one in five is known by name.
 * `--quick` makes do with a tenth of them.
 */
import { parseArgs } from "node:util";
import { bundleWorker } from "../local/bundle-worker.ts";
import { startInWorkerd } from "./in-workerd.ts";
import type { Asked } from "./profiles/asked.ts";
import { timed, times, whole } from "./timed.ts";

const { values: options } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const profiles = options.quick ? 100_000 : 1_000_000;
const atOnce = 1000;
const rounds = 21;

const { miniflare, address } = await startInWorkerd([
  {
    modules: true,
    script: (await bundleWorker("bench/profiles/workers/profiles.ts")).code,
    compatibilityDate: "2026-11-02",
    d1Databases: { DB: "bench" },
  },
]);
try {
  const ask = async <Path extends keyof Asked>(
    path: Path,
    query: Record<string, string | number> = {},
  ): Promise<Asked[Path]> => {
    const url = new URL(path, address);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url.pathname}${url.search}: ${await response.text()}`);
    return (await response.json()) as Asked[Path];
  };
  await printCosts(ask);
  const truths = await fill(ask);
  await printSearches(ask);
  await printAudiences(ask, truths);
} finally {
  await miniflare.dispose();
}

type Ask = <Path extends keyof Asked>(
  path: Path,
  query?: Record<string, string | number>,
) => Promise<Asked[Path]>;

async function printCosts(ask: Ask): Promise<void> {
  console.log("rows written, each entry of an index counted");
  for (const [what, rows] of await ask("/cost"))
    console.log(`${what.padEnd(57)} ${String(rows).padStart(2)}`);
}

/** @returns by audience, for how many profiles its condition really holds. */
async function fill(ask: Ask): Promise<ReadonlyMap<string, number>> {
  const truths = new Map<string, number>();
  const startedAtMs = performance.now();
  for (let from = 0; from < profiles; from += atOnce) {
    const holding = await ask("/fill", { from, count: atOnce });
    for (const [name, count] of Object.entries(holding)) truths.set(name, (truths.get(name) ?? 0) + count);
  }
  const seconds = (performance.now() - startedAtMs) / 1000;
  const aSecond = whole(profiles / seconds);
  console.log(
    `\n${whole(profiles)} profiles made up and written in ${whole(seconds)} s, ${aSecond} a second\n`,
  );
  return truths;
}

async function printSearches(ask: Ask): Promise<void> {
  console.log("search for                          median ms   slowest ms   found");
  for (const name of await ask("/searches")) {
    // Somebody who is known, another in each round.
    const search = (round: number) => ask("/search", { name, number: (round * 4321 * 5) % profiles });
    const { timesMs, last } = await timed(rounds, search);
    const cells = [name.padEnd(35), ...times(timesMs), String(last.found).padStart(7)];
    console.log(cells.join(" "));
  }
}

async function printAudiences(ask: Ask, truths: ReadonlyMap<string, number>): Promise<void> {
  console.log(
    "\naudience                                       median ms   slowest ms  estimate    95 in 100 samples     truth  sampled",
  );
  for (const [name, truth] of truths) {
    const { timesMs, last } = await timed(rounds, () => ask("/audience", { name }));
    const { low, high } = last.error.now;
    const cells = [
      name.padEnd(46),
      ...times(timesMs),
      whole(last.now).padStart(9),
      `${whole(low)} to ${whole(high)}`.padStart(20),
      whole(truth).padStart(9),
      whole(last.sampled).padStart(8),
    ];
    console.log(cells.join(" "));
  }
  console.log("Target: each audience in less than 1,000 ms among a million profiles.");
}
