/**
 * `npm run bench:page`: what Edgewise costs on the page path, beside a worker that passes the page through, a bare
 * HTMLRewriter worker and GrowthBook's edge app, all with the same four changes, in one workerd and in turns.
 * `--quick` takes half a minute instead of three; with `--strangers` nobody carries cookies, so each page is a first.
 */
import { constants } from "node:os";
import { parseArgs } from "node:util";
import { bundleWorker } from "./page/bundle-worker.ts";
import { type Admission, admit, type Contender, firstByteOfHeldPage } from "./page/contender.ts";
import { startContenders } from "./page/contenders.ts";
import { Forked } from "./page/forked.ts";
import { measure } from "./page/measure.ts";
import { heldBackMs } from "./page/pages.ts";
import { tables, type Target, verdicts } from "./page/report.ts";
import { startWorkerd } from "./page/workerd.ts";

/** Stops what was started, the last first. */
const stops: (() => Promise<void>)[] = [];
let isStopping = false;

const { values: options } = parseArgs({
  options: { quick: { type: "boolean", default: false }, strangers: { type: "boolean", default: false } },
});
try {
  stopOnSignals();
  await compare();
} catch (error) {
  // What is stopped in the middle of its work fails.
  if (!isStopping) {
    console.error(error);
    process.exitCode = 1;
  }
} finally {
  if (!isStopping) await stopAll();
}

async function compare(): Promise<void> {
  const server = started(new Forked("origin.ts"));
  const origin = `http://127.0.0.1:${String(await server.next())}`;
  const bare = started(await startWorkerd(await bundleWorker("pass-through"), origin));
  const { ports, pid } = started(await startContenders(origin));
  // Miniflare brings handlers of its own, which end the process before anything else could stop.
  stopOnSignals();

  const many = { SMALL: 64, LARGE: 64 };
  const passed = { pid, expected: "original", giveOrTake: 0, mostConnections: many } as const;
  const changed = { pid, expected: "changed", giveOrTake: 0, mostConnections: many } as const;
  const alone: Contender = {
    ...passed,
    name: "pass-through, workerd alone",
    port: bare.port,
    pid: bare.pid,
    kind: "shared",
  };
  const passThrough: Contender = {
    ...passed,
    name: "pass-through",
    port: ports["pass-through"],
    kind: "shared",
  };
  const rewriter: Contender = {
    ...changed,
    name: "bare HTMLRewriter",
    port: ports["html-rewriter"],
    kind: "private",
  };
  const growthbook: Contender = {
    ...changed,
    name: "GrowthBook's edge app",
    port: ports.growthbook,
    kind: "private",
    // The visitor's hash, a number of as many digits as it has.
    giveOrTake: 64,
    // 64 of these at once take it many seconds, and its gigabytes from the contenders after it.
    mostConnections: { SMALL: 64, LARGE: 8 },
  };
  const edgewise = { ...changed, expected: "changed with snippet", port: ports.edgewise } as const;
  const shared: Contender = { ...edgewise, name: "Edgewise, shared page", kind: "shared" };
  const own: Contender = { ...edgewise, name: "Edgewise, private page", kind: "private" };
  const again: Contender = { ...edgewise, name: "Edgewise, the same again", kind: "again" };

  const all = [alone, passThrough, rewriter, growthbook, shared, own, again];
  const admitted = await admitAll(all);
  await printHeldBack(all);
  const visitors = started(new Forked("load.ts"));
  const measured = await measure(admitted, visitors, {
    settings: [1, 8, 64].flatMap((connections) => [
      { size: "SMALL", connections },
      { size: "LARGE", connections },
    ]),
    rounds: options.quick ? 2 : 4,
    durationMs: options.quick ? 250 : 900,
    keepsCookies: !options.strangers,
  });
  console.log(`\n${tables(measured.toSorted((a, b) => b.size.localeCompare(a.size)))}\n`);
  const targets: Target[] = [
    { what: "shared ÷ pass-through", over: shared, under: passThrough, size: "SMALL", atLeast: 1.2 },
    { what: "private ÷ bare HTMLRewriter", over: own, under: rewriter, size: "SMALL", atLeast: 0.95 },
    { what: "private ÷ bare HTMLRewriter", over: own, under: rewriter, size: "LARGE", atLeast: 0.7 },
    { what: "shared ÷ GrowthBook's edge app", over: shared, under: growthbook, size: "SMALL", atLeast: 10 },
    { what: "shared ÷ GrowthBook's edge app", over: shared, under: growthbook, size: "LARGE", atLeast: 10 },
    // Ten is for pages that may be shared: docs/decisions/0025-what-a-page-may-cost.md
    { what: "private ÷ GrowthBook's edge app", over: own, under: growthbook, size: "SMALL", atLeast: null },
    { what: "private ÷ GrowthBook's edge app", over: own, under: growthbook, size: "LARGE", atLeast: null },
  ];
  console.log(verdicts(measured, targets));
  console.log(`
Requests/s and latencies are the medians of the rounds; a ratio is the median of the rounds' ratios, at 8 connections.
A private page never comes twice the same, but for "the same again".
Processor time is all of workerd's. For Edgewise that includes what Miniflare does in the same process in place of the
queue and the database, which on Cloudflare's network are elsewhere.`);
}

/** Contenders that answer wrongly are not measured; what else is odd about the others' answers is said. */
async function admitAll(all: readonly Contender[]): Promise<Map<Contender, Admission>> {
  const admitted = new Map<Contender, Admission>();
  for (const contender of all) {
    const admission = await admit(contender);
    if (admission.wrong.length === 0) admitted.set(contender, admission);
    else {
      console.log(`${contender.name} is not measured: ${admission.wrong.join("; ")}.`);
      process.exitCode = 1;
    }
    if (admission.remarks.length > 0) console.log(`${contender.name}: ${admission.remarks.join("; ")}.`);
  }
  return admitted;
}

async function printHeldBack(all: readonly Contender[]): Promise<void> {
  const firstBytesMs = await Promise.all(all.map(firstByteOfHeldPage));
  console.log(`\nFirst byte where the origin holds the second half back for ${heldBackMs} ms:`);
  for (const [index, { name }] of all.entries())
    console.log(`  ${name.padEnd(28)} ${(firstBytesMs[index] ?? Number.NaN).toFixed(0).padStart(6)} ms`);
}

function started<T extends { stop(): Promise<void> }>(running: T): T {
  stops.push(() => running.stop());
  return running;
}

function stopOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      void stopAll().then(() => process.exit(128 + constants.signals[signal]));
    });
  }
}

async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop();
}
