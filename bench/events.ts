/**
 * `npm run bench:events`: what a page view costs behind the page. Made-up visitors look around, put products into
 * their carts and buy some, each beacon as the snippet sends it; then everything the platform would put on the bill is
 * counted for a million page views. `--quick` takes a tenth of them.
 */
import { parseArgs } from "node:util";
import { type Memory, memoryAwake, memoryIdle } from "./events/memory.ts";
import { noOperations, type Operations, usd, usdPerMillion } from "./events/operations.ts";
import { site } from "./events/shop.ts";
import { type RunningShop, startShop } from "./events/start.ts";
import { Shopper } from "./events/shopper.ts";
import { quantile } from "./median.ts";
import { processorMs } from "./page/process-times.ts";

const { values: options } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const shoppers = options.quick ? 60 : 600;
const pagesOfEach = 10;
const atOnce = 16;
/** The queue waits for less until it hands over what it has. */
const quietMs = 4000;

const running = await startShop();
try {
  await measure(running);
} finally {
  await running.stop();
}

async function measure(shop: RunningShop): Promise<void> {
  const { miniflare, port } = shop;
  await new Shopper(port, 0).look();
  const before = await untilQuiet(miniflare);
  const startedProcessorMs = processorMs(shop.pid);
  const startedAtMs = performance.now();
  const all = Array.from({ length: shoppers }, (_, index) => new Shopper(port, index + 1));
  const waiting = [...all];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let shopper = waiting.pop(); shopper !== undefined; shopper = waiting.pop())
        for (let done = 0; done < pagesOfEach; done += 1) await shopper.look();
    }),
  );
  const elapsedMs = performance.now() - startedAtMs;
  const pages = shoppers * pagesOfEach;
  const events = all.reduce((sum, shopper) => sum + shopper.events, 0);
  const after = await untilQuiet(miniflare);
  await miniflare.dispatchFetch("http://operations.localhost/over");
  const inDatabaseMs = await untilInDatabase(miniflare, shoppers);
  const over = await untilQuiet(miniflare);
  const processor = processorMs(shop.pid) - startedProcessorMs;

  const rate = Math.round((pages / elapsedMs) * 1000);
  console.log(
    `${shoppers} visitors, ${pages} page views, ${events} events, ${atOnce} at once: ${rate} page views a second`,
  );
  console.log(`events/s through intake and profile objects: ${Math.round((events / elapsedMs) * 1000)}`);
  console.log(
    `until the queue had every profile in D1, after all of them told at once: ${Math.round(inDatabaseMs)} ms`,
  );
  const beaconMs = all.flatMap((shopper) => shopper.beaconMs);
  console.log(
    `a beacon: p50 ${quantile(beaconMs, 0.5).toFixed(1)} ms, p99 ${quantile(beaconMs, 0.99).toFixed(1)} ms`,
  );
  const behind = Math.max(...all.map((shopper) => shopper.mostBehind));
  console.log(`snapshot at the next page view: at most ${behind} events behind what was answered before it`);
  const rows = (after.objectRowsWritten - before.objectRowsWritten) / events;
  console.log(`rows written in the profile for each event: ${rows.toFixed(2)}`);
  printCosts({ before, after, over }, pages);
  const calls = (over.objectRequests - before.objectRequests) / pages;
  printBesides({ calls, processorMs: processor / pages, keptBytes: await keptBytes(miniflare) });
  const closed = await memoryIdle(shop);
  printMemory(closed, await memoryAwake(shop), await memoryIdle(shop));
}

/** Against what workerd holds with all that it has learnt and no profile open. */
function printMemory(before: Memory, awake: Memory, idle: Memory): void {
  console.log(
    "\nmemory of workerd, without garbage   objects in it        MiB   bytes more for each profile",
  );
  for (const [name, { bytes, awake: objects }] of Object.entries({ before, awake, idle })) {
    const each = Math.round((bytes - before.bytes) / shoppers);
    const mib = (bytes / 1024 / 1024).toFixed(1);
    console.log(
      `${name.padEnd(34)} ${String(objects).padStart(15)} ${mib.padStart(10)} ${String(each).padStart(29)}`,
    );
  }
}

/** @param of what was counted before the first page, after the last one, and when all visits were over. */
function printCosts(of: Record<"before" | "after" | "over", Operations>, pages: number): void {
  console.log("\nfor each page view          operations   after visits   USD for a million page views");
  const total = { pages: 0, all: 0 };
  for (const name of Object.keys(noOperations) as (keyof Operations)[]) {
    const [now, later] = [of.after[name] - of.before[name], of.over[name] - of.after[name]];
    const price = (count: number) => (count / pages) * usdPerMillion[name];
    if (name !== "requests") {
      total.pages += price(now);
      total.all += price(now + later);
    }
    const each = [now, later].map((count) => (count / pages).toFixed(3));
    const columns = [
      each[0]?.padStart(13),
      each[1]?.padStart(14),
      price(now + later)
        .toFixed(3)
        .padStart(30),
    ];
    console.log(`${name.padEnd(24)} ${columns.join(" ")}`);
  }
  console.log(
    `above the price of requests: ${total.all.toFixed(2)} USD for a million page views, ${total.pages.toFixed(2)} of them before visits are over; target: at most 3`,
  );
}

/** What no count says, since it is time, or kept for as long as the site wants. */
interface Besides {
  /** Of profile objects, for each page view. */
  calls: number;
  /** For each page view. */
  processorMs: number;
  /** By all profiles. */
  keptBytes: number;
}

function printBesides(besides: Besides): void {
  const eachKiB = besides.keptBytes / shoppers / 1024;
  const gigabytes = besides.keptBytes / (shoppers * pagesOfEach) / 1000;
  const lines = {
    "each ms that an object is at work when it is called": besides.calls * usd.millionObjectMs,
    [`processor time, at most: ${besides.processorMs.toFixed(1)} ms here, storage and queue included`]:
      besides.processorMs * usd.millionProcessorMs,
    [`kept in objects for a month: ${eachKiB.toFixed(0)} KiB for each profile`]:
      gigabytes * usd.gigabyteMonth,
  };
  console.log(
    "\nbesides                                                        USD for a million page views",
  );
  for (const [what, price] of Object.entries(lines))
    console.log(`${what.padEnd(76)} ${price.toFixed(3).padStart(14)}`);
}

async function keptBytes(miniflare: RunningShop["miniflare"]): Promise<number> {
  const response = await miniflare.dispatchFetch("http://operations.localhost/kept");
  return (await response.json()) as number;
}

async function operationsOf(miniflare: RunningShop["miniflare"]): Promise<Operations> {
  const response = await miniflare.dispatchFetch("http://operations.localhost/");
  return (await response.json()) as Operations;
}

/** What was counted once the queue has brought all that was told. */
async function untilQuiet(miniflare: RunningShop["miniflare"]): Promise<Operations> {
  for (let before = ""; ;) {
    await new Promise((resolve) => setTimeout(resolve, quietMs));
    const operations = await operationsOf(miniflare);
    if (JSON.stringify(operations) === before) return operations;
    before = JSON.stringify(operations);
  }
}

/** How long the index of profiles takes to know of all of them; given up after a minute. */
async function untilInDatabase(miniflare: RunningShop["miniflare"], profiles: number): Promise<number> {
  const database = await miniflare.getD1Database("DB");
  const startedAtMs = performance.now();
  for (;;) {
    const count = await database
      .prepare("SELECT COUNT(*) AS count FROM profiles WHERE site = ?")
      .bind(site.id)
      .first<number>("count");
    const elapsedMs = performance.now() - startedAtMs;
    if ((count ?? 0) >= profiles) return elapsedMs;

    if (elapsedMs > 60_000) throw new Error(`Of ${profiles} profiles the index knows ${count}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
