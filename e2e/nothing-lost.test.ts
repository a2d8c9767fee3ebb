import { setTimeout as sleep } from "node:timers/promises";
import * as fc from "fast-check";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proofOf } from "../demo/shop/identify.ts";
import { shopHost } from "../local/serve.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { keptEvents } from "./testing/kept-events.ts";
import { type Network, type NetworkState, startNetwork } from "./testing/network.ts";
import { type Origin, page as pageOf, startOrigin } from "./testing/origin.ts";
import { OwnBrowser } from "./testing/own-browser.ts";
import { until } from "./testing/until.ts";

/** How many shoppers are tried: `BROWSER_RUNS=100 npm test -- nothing-lost` for a long run. */
const runs = Number(process.env["BROWSER_RUNS"] ?? 8);

/** What becomes of a shopper's browser; `tab` counts those that are open, and goes on from the first. */
type Step =
  | { does: "records"; tab: number; times: number }
  /** Before the browser can have kept what it was told. */
  | { does: "records and leaves at once"; tab: number; times: number; isClosing: boolean }
  | { does: "opens a tab" }
  | { does: "goes on"; tab: number }
  | { does: "closes"; tab: number }
  | { does: "waits"; ms: number }
  | { does: "loses or finds the network"; state: NetworkState }
  /** While so many events are being recorded. */
  | { does: "is killed"; times: number; afterMs: number };

const tab = fc.nat({ max: 3 });
const times = fc.integer({ min: 1, max: 6 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant("records"), tab, times }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("records and leaves at once"),
      tab,
      times,
      isClosing: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("opens a tab") }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("goes on"), tab }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("closes"), tab }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("waits"), ms: fc.nat({ max: 300 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("loses or finds the network"),
      state: fc.constantFrom<NetworkState>("up", "down", "deaf"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("is killed"),
      times: fc.nat({ max: 4 }),
      afterMs: fc.nat({ max: 30 }),
    }),
  },
) as fc.Arbitrary<Step>;
const steps = fc.array(step, { minLength: 5, maxLength: 12 });

let origin: Origin;
let edge: Edge;
let network: Network;
const browser = new OwnBrowser();
let context: BrowserContext;
let tabs: Page[] = [];
/** The same one in all runs, since a cookie's way to the disk takes longer than a run. */
let person: string;

beforeAll(async () => {
  const page = pageOf(
    "<!doctype html><html><head><title>Shop</title></head><body><h1>Shop</h1></body></html>",
  );
  origin = await startOrigin({ "/": page, "/other": page });
  edge = await startEdge({ origin: origin.url });
  network = await startNetwork(edge.port);
  context = await browser.start();
  await identify(await openTab());
  await until(async () => (await listed()).length === 1);
  [person] = (await listed()) as [string];
  await browser.close(context);
  await restart();
});
afterAll(async () => {
  await browser.remove();
  await network?.close();
  await edge?.close();
  await origin?.close();
});

const address = (path: string) => `http://${shopHost}:${network.port}${path}`;
/** Those that show a page of the shop, and not the browser's own that it cannot be reached. */
const shops = new WeakSet<Page>();

async function go(page: Page, path: string): Promise<void> {
  shops.delete(page);
  const response = await page.goto(address(path), { timeout: 10_000 }).catch(() => null);
  if (response?.ok() === true) shops.add(page);
}

async function openTab(): Promise<Page> {
  const opened = await context.newPage();
  tabs.push(opened);
  await go(opened, "/");
  return opened;
}

async function close(page: Page): Promise<void> {
  tabs = tabs.filter((other) => other !== page);
  await page.close();
}

async function restart(): Promise<void> {
  context = await browser.start();
  tabs = [];
}

/** They sign in, so that the shop knows them. */
async function identify(page: Page): Promise<void> {
  const { secret } = (await edge.api("POST", "/sites/shop/identify-secret")) as { secret: string };
  const identities = [{ type: "customer", value: "4711" }];
  const proof = proofOf({ site: "shop", secret }, identities);
  await page.evaluate(`edgewise.identify(${JSON.stringify(identities)}, "${proof}")`);
}

/** Everybody whom the shop knows. */
async function listed(): Promise<string[]> {
  const { profiles } = (await edge.api("GET", "/profiles?site=shop")) as { profiles: { id: string }[] };
  return profiles.map(({ id }) => id);
}

/** Everything that this shopper is known to have done, as the profile says. */
async function counted(): Promise<{ id: string; n: number }[]> {
  const { known } = (await edge.api("GET", `/profiles/${person}/export?site=shop`)) as {
    known: { events: { id: string; name: string; params: { n: number } }[] };
  };
  return known.events.filter(({ name }) => name === "tick").map(({ id, params: { n } }) => ({ id, n }));
}

/** Numbers what is recorded, in all runs together. */
let last = 0;
const numbers = (many: number) => Array.from({ length: many }, () => ++last);
const record = (page: Page, ns: readonly number[]) =>
  page.evaluate(`for (const n of ${JSON.stringify(ns)}) edgewise.track("tick", { n })`);

/** Chance does not bring up everything in few runs. */
const everyKind: Step[] = [
  { does: "records and leaves at once", tab: 0, times: 2, isClosing: false },
  { does: "loses or finds the network", state: "down" },
  { does: "records", tab: 0, times: 2 },
  { does: "is killed", times: 2, afterMs: 5 },
];

const seen = { recorded: 0, leftAtOnce: 0, cutOff: 0, withoutNetwork: 0 };

/** One shopper. @returns what was recorded for certain, and what may have been. */
async function live(all: readonly Step[]): Promise<{ certain: number[]; possible: number[] }> {
  const certain: number[] = [];
  const possible: number[] = [];
  let state: NetworkState = "up";
  for (const what of all) {
    if (tabs.length === 0 && state === "up") await openTab();
    const chosen = tabs[("tab" in what ? what.tab : 0) % tabs.length];
    switch (what.does) {
      case "records": {
        if (chosen === undefined || !shops.has(chosen)) break;
        const ns = numbers(what.times);
        await record(chosen, ns);
        // Whoever reads waits for what is being written.
        await keptEvents(chosen);
        certain.push(...ns);
        if (state !== "up") seen.withoutNetwork += 1;
        break;
      }
      case "records and leaves at once": {
        if (chosen === undefined || !shops.has(chosen)) break;
        const ns = numbers(what.times);
        await record(chosen, ns);
        await (what.isClosing ? close(chosen) : go(chosen, "/other"));
        if (state === "up") {
          certain.push(...ns);
          seen.leftAtOnce += 1;
          // The network is not to fail before it has what was sent last.
          await until(async () => (await counted()).some(({ n }) => n === ns.at(-1)));
        } else possible.push(...ns);
        break;
      }
      case "opens a tab":
        await openTab();
        break;
      case "goes on":
        if (chosen !== undefined) await go(chosen, "/other");
        break;
      case "closes":
        if (chosen !== undefined) await close(chosen);
        break;
      case "waits":
        await sleep(what.ms);
        break;
      case "loses or finds the network":
        state = what.state;
        network.turn(state);
        break;
      case "is killed":
        if (chosen !== undefined && shops.has(chosen)) {
          const cut = numbers(what.times);
          possible.push(...cut);
          void record(chosen, cut).catch(() => undefined);
          seen.cutOff += 1;
        }
        await sleep(what.afterMs);
        await browser.kill();
        await restart();
        break;
    }
  }
  network.turn("up");
  seen.recorded += certain.length;
  return { certain, possible };
}

/** Waits until nothing is kept any more. */
async function settle(): Promise<void> {
  const opened = await openTab();
  expect(shops.has(opened)).toBe(true);
  await Promise.all(
    tabs
      .filter((each) => shops.has(each))
      .map((each) => each.evaluate(() => dispatchEvent(new Event("online")))),
  );
  await until(async () => (await keptEvents(opened)).length === 0);
}

describe("whatever becomes of a shopper's browser", () => {
  it("what it has recorded counts, and counts once", { timeout: 60_000 + runs * 30_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const before = last;
        const { certain, possible } = await live(all);
        await settle();
        const ns = (await counted()).map(({ n }) => n).filter((n) => n > before);
        const once = new Set(ns);
        expect(
          certain.filter((n) => !once.has(n)),
          "Lost",
        ).toEqual([]);
        expect(
          ns.filter((n, index) => ns.indexOf(n) !== index),
          "Twice",
        ).toEqual([]);
        expect(
          ns.filter((n) => !certain.includes(n) && !possible.includes(n)),
          "Made up",
        ).toEqual([]);
        await Promise.all(tabs.slice(1).map((other) => other.close()));
        tabs = tabs.slice(0, 1);
      }),
      // A network that answers nothing costs each page that is asked for ten seconds.
      { numRuns: runs, timeout: 120_000, endOnFailure: true, examples: [[everyKind]] },
    );
    // The test would prove nothing if nothing of the kind came up.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
  });
});
