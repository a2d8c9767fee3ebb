import type { APIResponse, Browser, Page, Route } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proofOf } from "../demo/shop/identify.ts";
import { shopHost } from "../local/serve.ts";
import { wholeSite } from "../model/exposure-event.ts";
import { Rule } from "../model/rule.ts";
import { offerWith } from "../model/testing/offer.ts";
import { newVisitor, openBrowser } from "./testing/browser.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { type Origin, page as shopPage, startOrigin } from "./testing/origin.ts";
import { spa } from "./testing/spa.ts";
import { until } from "./testing/until.ts";

/** One after the other: whatever is decided by chance comes up both ways long before so many. */
const mostShoppers = 60;
const atOnce = 4;
const patiently = { timeout: 60_000, interval: 500 };

const shopOf = (title: string) =>
  `<!doctype html>\n<html lang=en><head><meta charset="utf-8"><title>Shop</title><script>dataLayer = []</script>
  </head><body><h1>${title}</h1><p>Lipsticks &amp; more</body></html>\n`;
const control = { id: "control", changes: [] };
const offered = {
  id: "offer",
  changes: [{ type: "insertOffer" as const, placement: "title", offer: "gift" }],
};
const on = { on: true, condition: {}, priority: 10 };
const rules = [
  v.parse(Rule, {
    id: "hello",
    name: "Hello",
    ...on,
    pages: ["/"],
    variants: [
      { id: "a", changes: [{ type: "setText", selector: "h1", text: "For you" }, ...offered.changes] },
    ],
  }),
  v.parse(Rule, {
    id: "led",
    name: "Led",
    ...on,
    pages: ["/usual"],
    variants: [control, { id: "new", changes: [{ type: "redirect", to: "/new" }] }],
  }),
  v.parse(Rule, {
    id: "carried",
    name: "Carried",
    ...on,
    pages: ["/spa/zero"],
    variants: [control, { id: "new", changes: [{ type: "redirect", to: "/new" }] }],
  }),
  v.parse(Rule, { id: "placed", name: "Placed", ...on, pages: ["/spa/one"], variants: [control, offered] }),
  v.parse(Rule, {
    id: "waiting",
    name: "Waiting",
    ...on,
    pages: ["/spa/two"],
    trigger: { type: "dwell", seconds: 1 },
    variants: [control, offered],
  }),
];

let origin: Origin;
let edge: Edge;
let browser: Browser;
let secret: string;
let shoppers: Shopper[];

/** What one shopper saw, told and spent. */
interface Shopper {
  /** The page that everybody else sees changed, and one that no rule is about, as they came. */
  home: Buffer;
  plain: Buffer;
  /** By rule, the variant that their browser told of. */
  told: Record<string, string>;
  /** By rule, the variant that they saw. */
  saw: Record<string, string>;
  cents: number;
  complaints: string[];
}

beforeAll(async () => {
  origin = await startOrigin({
    "/": shopPage(shopOf("Shop")),
    "/plain": shopPage(shopOf("Plain")),
    "/usual": shopPage(shopOf("Usual")),
    "/new": shopPage(shopOf("New")),
    "/spa": spa,
    "/favicon.ico": (_request, response) => response.writeHead(204).end(),
  });
  [edge, browser] = await Promise.all([
    startEdge({
      origin: origin.url,
      site: { holdout: 0.3 },
      configuration: {
        rules,
        offers: [offerWith({ id: "gift", headline: "A gift with it" })],
        placements: [{ id: "title", name: "Title", selector: "h1", position: "after" }],
      },
    }),
    openBrowser(),
  ]);
  ({ secret } = (await edge.api("POST", "/sites/shop/identify-secret")) as { secret: string });
  shoppers = [];
  while (!isEnough() && shoppers.length < mostShoppers) {
    const numbers = Array.from({ length: atOnce }, (_, at) => shoppers.length + at);
    shoppers.push(...(await Promise.all(numbers.map(visit))));
  }
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
  await origin?.close();
});

/** Whether chance has brought up everything that is looked at. */
function isEnough(): boolean {
  const seen = shoppers.map(({ saw }) => saw);
  return [wholeSite, "led", "carried", "placed", "waiting"].every(
    (rule) =>
      new Set(seen.flatMap(({ [rule]: variant = "" }) => (variant === "" ? [] : [variant]))).size === 2,
  );
}

const isHeldOut = ({ saw }: Shopper) => saw[wholeSite] === "held-out";

async function visit(number: number): Promise<Shopper> {
  const { page, context, complaints } = await newVisitor(browser);
  const told: Record<string, string> = {};
  const names: Record<string, string[]> = {};
  page.on("request", (request) => {
    const body = request.url().endsWith("/_ew/e") ? (request.postData() ?? "{}") : "{}";
    type Sent = { name: string; params: { rule: string; variant: string } };
    for (const { name, params } of (JSON.parse(body) as { events?: Sent[] }).events ?? []) {
      if (!name.startsWith("ew_")) continue;
      told[params.rule] = params.variant;
      (names[params.rule] ??= []).push(name);
    }
  });
  /** Whoever is held out of the site tells once on each page, whatever rule the page is of. */
  const tells = async (rule: string) => {
    const own = told[wholeSite] === undefined ? rule : wholeSite;
    await until(async () => names[own] !== undefined);
    delete names[own];
  };
  const address = (path: string) => `http://${shopHost}:${edge.port}${path}`;
  const bytesOf = async (path: string) => (await page.goto(address(path)))?.body() ?? Buffer.alloc(0);
  const hasOffer = () => page.getByText("A gift with it").isVisible();

  const plain = await bytesOf("/plain");
  const home = await bytesOf("/");
  const title = await page.locator("h1").innerText();
  await until(async () => names["hello"] !== undefined || names[wholeSite] !== undefined);
  const saw: Record<string, string> = {
    [wholeSite]: title === "For you" && (await hasOffer()) ? "treated" : "held-out",
  };
  await tells("hello");
  const isTreated = saw[wholeSite] === "treated";

  await page.goto(address("/usual"));
  const isLed = new URL(page.url()).pathname === "/new";
  if (isTreated || isLed) saw["led"] = isLed ? "new" : "control";
  await tells("led");

  // Pages that the shop's scripts make: whose changes are made in the browser.
  const toSpa = async () => {
    await page.goto(address("/spa"));
    await page.waitForLoadState("networkidle");
  };
  await toSpa();
  const isCarried = await goWhileSending(page, "/spa/zero");
  if (isTreated || isCarried) saw["carried"] = isCarried ? "new" : "control";
  await tells("carried");
  await toSpa();
  for (const [rule, path] of [
    ["placed", "/spa/one"],
    ["waiting", "/spa/two"],
  ] as const) {
    await page.evaluate(`go("${path}")`);
    await tells(rule);
    const isShown = await hasOffer();
    if (isTreated || isShown) saw[rule] = isShown ? "offer" : "control";
  }

  // Every other one buys.
  const cents = number % 2 === 0 ? 1000 + number : 0;
  await page.goto(address("/plain"));
  if (cents > 0) await buy(page, { transaction_id: `order-${number}`, value: cents / 100, currency: "EUR" });
  await logIn(page, number);
  await context.close();
  return { home, plain, told, saw, cents, complaints };
}

/**
 * Goes to a page where somebody may be led elsewhere, while events are under way whose answer takes back what the visitor
 * carries since. @returns whether they were led.
 */
async function goWhileSending(page: Page, path: string): Promise<boolean> {
  const sent = Promise.withResolvers<void>();
  const decided = Promise.withResolvers<string | null>();
  const answered = Promise.withResolvers<void>();
  await page.route("**/_ew/e", async (route) => {
    const response = await answerTo(route);
    sent.resolve();
    await decided.promise;
    await route.fulfill({ response }).catch(() => undefined);
    answered.resolve();
  });
  await page.route("**/_ew/decide", async (route) => {
    const response = await answerTo(route);
    const { redirect } = (await response.json()) as { redirect: string | null };
    await route.fulfill({ response });
    decided.resolve(redirect);
  });
  await page.route("**/new", async (route) => {
    await answered.promise;
    await route.continue();
  });
  await page.evaluate(`edgewise.track("looked_around")`);
  await sent.promise;
  await page.evaluate(`go("${path}")`);
  const redirect = await decided.promise;
  if (redirect !== null) await page.waitForURL(`**${redirect}`);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  return redirect !== null;
}

/** Node knows no names below `localhost`. */
async function answerTo(route: Route): Promise<APIResponse> {
  const url = new URL(route.request().url());
  const { host } = url;
  url.hostname = "127.0.0.1";
  return route.fetch({ url: url.href, headers: { ...(await route.request().allHeaders()), host } });
}

const buy = (page: Page, ecommerce: object) =>
  page.evaluate(`dataLayer.push(${JSON.stringify({ event: "purchase", ecommerce })})`);

/** By that the index hears of them at once. */
async function logIn(page: Page, number: number): Promise<void> {
  const identities = [{ type: "customer", value: `customer-${number}` }];
  const proof = proofOf({ site: "shop", secret }, identities);
  const taken = page.waitForResponse((response) =>
    (response.request().postData() ?? "").includes('"identify"'),
  );
  await page.waitForFunction("window.edgewise");
  await page.evaluate(`edgewise.identify(${JSON.stringify(identities)}, "${proof}")`);
  await taken;
}

/** By variant, as the API says and by what the shoppers themselves saw. */
type Figures = Record<string, { people: number; buyers: number; cents: number }>;

async function figuresOf(rule: string): Promise<Figures> {
  const { funnel } = (await edge.api("GET", `/reports/results/${rule}?site=shop`)) as {
    funnel: { variant: string; people: number; buyers: number; revenue: number }[];
  };
  return Object.fromEntries(
    funnel.map(({ variant, people, buyers, revenue }) => [
      variant,
      { people, buyers, cents: Math.round(revenue * 100) },
    ]),
  );
}

function figuresSeen(rule: string): Figures {
  const figures: Figures = {};
  for (const { saw, cents } of shoppers) {
    const variant = saw[rule];
    if (variant === undefined) continue;
    const { [variant]: so = { people: 0, buyers: 0, cents: 0 } } = figures;
    figures[variant] = {
      people: so.people + 1,
      buyers: so.buyers + Math.min(cents, 1),
      cents: so.cents + cents,
    };
  }
  return figures;
}

const ofSnippet = (file: string) => new RegExp(`<script async src="/_ew/${file}\\.js"[^>]*></script>`, "g");

describe("whoever sees nothing of Edgewise", () => {
  it("gets the shop's own bytes, but for the tags of the snippet", async () => {
    const shops = async (path: string) => (await fetch(origin.url + path)).text();
    const [home, plain] = [await shops("/"), await shops("/plain")];
    for (const shopper of shoppers.filter(isHeldOut)) {
      const page = shopper.home.toString();
      expect(page.match(ofSnippet("s"))).toHaveLength(1);
      expect(page.match(ofSnippet("keep"))).toHaveLength(1);
      const own = page.replace(ofSnippet("s"), "").replace(ofSnippet("keep"), "");
      expect(Buffer.from(own).equals(Buffer.from(home)), own).toBe(true);
      // Where nobody would see anything, nothing is watched.
      expect(shopper.plain.toString().replace(ofSnippet("s"), "")).toBe(plain);
    }
  });

  it("tells of all of it, and of no rule", () => {
    for (const { saw, told, complaints } of shoppers.filter(isHeldOut)) {
      expect([saw, told]).toEqual([{ [wholeSite]: "held-out" }, { [wholeSite]: "held-out" }]);
      expect(complaints).toEqual([]);
    }
  });

  it("is in the result of all of Edgewise, beside everybody else", async () => {
    await expect.poll(() => figuresOf(wholeSite), patiently).toEqual(figuresSeen(wholeSite));
  });
});

describe("whoever sees nothing of one rule", () => {
  it("tells so where the others tell that they see it, also of another page and of what the browser places", () => {
    for (const shopper of shoppers.filter((each) => !isHeldOut(each))) {
      const { [wholeSite]: _treated, ...saw } = shopper.saw;
      expect(shopper.told).toEqual({ hello: "a", ...saw });
      expect(shopper.complaints).toEqual([]);
    }
  });

  it.each(["led", "carried", "placed", "waiting"])(
    "is in its result beside those who do: %s",
    async (rule) => {
      expect(Object.keys(figuresSeen(rule))).toHaveLength(2);
      await expect.poll(() => figuresOf(rule), patiently).toEqual(figuresSeen(rule));
    },
  );
});
