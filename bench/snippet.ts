/**
 * `npm run bench:snippet`: what the snippet, with every part of it that a page can have, costs a shopper. The same shop
 * is used with it and without it, in turns, in Chromium: how long the slowest click took to be drawn (INP), how far the page moved (CLS),
 * and for how long nothing else could happen.
 */
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import * as v from "valibot";
import { openBrowser } from "../e2e/testing/browser.ts";
import { startEdge } from "../e2e/testing/edge.ts";
import { shopHost } from "../local/serve.ts";
import { Rule } from "../model/rule.ts";
import { offerWith } from "../model/testing/offer.ts";
import { median } from "./median.ts";
import { startShop } from "./snippet/shop.ts";

const { values: options } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const visits = options.quick ? 3 : 15;
const clicks = 20;

const rule = { on: true, pages: ["/*"], condition: {}, priority: 10 };
const words = [{ type: "setText", selector: "#lead", text: "Made for you" }];
const offer = [{ type: "insertOffer", placement: "top", offer: "stay" }];
const rules = [
  { ...rule, id: "words", name: "Words", variants: [{ id: "a", changes: words }] },
  {
    ...rule,
    id: "waiting",
    name: "Waiting",
    trigger: { type: "dwell", seconds: 1 },
    variants: [{ id: "a", changes: offer }],
  },
];

interface Felt {
  inpMs: number;
  cls: number;
  blockedMs: number;
}

/** Runs on the page, which it is in before anything else. */
const feeling = `window.felt = { inpMs: 0, cls: 0, blockedMs: 0 };
  const watch = (type, keep, more) =>
    new PerformanceObserver((list) => list.getEntries().forEach(keep)).observe({ type, buffered: true, ...more });
  watch("event", ({ duration }) => { felt.inpMs = Math.max(felt.inpMs, duration); }, { durationThreshold: 16 });
  watch("layout-shift", ({ value, hadRecentInput }) => { if (!hadRecentInput) felt.cls += value; });
  watch("longtask", ({ duration }) => { felt.blockedMs += duration - 50; });`;

const shop = await startShop();
const [edge, browser] = await Promise.all([
  startEdge({
    origin: shop.url,
    site: { platform: "shopify", vitals: true },
    configuration: {
      rules: rules.map((each) => v.parse(Rule, each)),
      offers: [offerWith({ id: "stay", headline: "Stay" })],
      placements: [{ id: "top", name: "Top", selector: "body", position: "start" }],
    },
  }),
  openBrowser(),
]);
try {
  const pages = { without: `${shop.url}/`, with: `http://${shopHost}:${edge.port}/` };
  const felt: Record<keyof typeof pages, Felt[]> = { without: [], with: [] };
  for (let visit = 0; visit < visits; visit++)
    for (const way of ["without", "with"] as const) felt[way].push(await use(browser, pages[way]));
  console.table(
    Object.fromEntries(
      (["without", "with"] as const).map((way) => [
        `${way} the snippet`,
        {
          "INP, ms": median(felt[way].map(({ inpMs }) => inpMs)),
          CLS: Math.max(...felt[way].map(({ cls }) => cls)),
          "blocked beyond 50 ms, ms": median(felt[way].map(({ blockedMs }) => blockedMs)),
        },
      ]),
    ),
  );
  console.log(`Medians of ${visits} visits with ${clicks} clicks each; of CLS the worst.`);
} finally {
  await browser.close();
  await edge.close();
  shop.close();
}

/** Clicks through a page as somebody in a hurry does. Event timings are rounded to 8 ms by the browser. */
async function use(chromium: Browser, address: string): Promise<Felt> {
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.addInitScript({ content: feeling });
  await page.goto(address);
  await page.waitForTimeout(1500);
  const buttons = page.locator("button:not(.ew-close)");
  for (let click = 0; click < clicks; click++) await buttons.nth(click).click();
  await page.waitForTimeout(1000);
  const felt = await page.evaluate<Felt>("felt");
  await context.close();
  return felt;
}
