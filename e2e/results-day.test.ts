import type { Browser, Page } from "playwright-core";
import * as v from "valibot";
import { afterAll, beforeAll, expect, it } from "vitest";
import { proofOf } from "../demo/shop/identify.ts";
import { dashboardHost, shopHost } from "../local/serve.ts";
import { Goal } from "../model/goal.ts";
import { Offer } from "../model/offer.ts";
import { Placement } from "../model/placement.ts";
import { Rule } from "../model/rule.ts";
import { Segment } from "../model/segment.ts";
import { seeded } from "../model/testing/seeded.ts";
import { openBrowser } from "./testing/browser.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { type Origin, page as pageOf, startOrigin } from "./testing/origin.ts";
import { signIn } from "./testing/signed-in-page.ts";
import { until } from "./testing/until.ts";

/** A day of so many people, of whom some have two devices. */
const people = Number(process.env["SHOPPERS"] ?? 28);
const atOnce = 4;
const secondMs = 1000;
const patiently = { timeout: 60_000, interval: 500 };

/** What the offer of variant `gift` costs with each order's first, in cents. */
const giftCost = 250;

const configuration = {
  offers: [
    v.parse(Offer, { id: "gift", name: "Gift", layout: "bar", headline: "A gift with it", cost: giftCost }),
  ],
  placements: [v.parse(Placement, { id: "top", name: "Top", selector: "h1", position: "after" })],
  goals: [
    v.parse(Goal, {
      id: "quote",
      name: "Asked for a quote",
      event: "generate_lead",
      where: { form: "quote" },
      counts: "every",
      mostEach: 2,
    }),
  ],
  segments: [
    v.parse(Segment, { id: "newcomers", name: "Newcomers", condition: { visitor: "new" } }),
    // They ask only once they have seen the rule: nobody is in it before.
    v.parse(Segment, {
      id: "asking",
      name: "Asking",
      condition: { $did: { event: "generate_lead", count: { $gte: 1 } } },
    }),
  ],
  rules: [
    v.parse(Rule, {
      id: "welcome",
      name: "Welcome",
      on: true,
      pages: ["/"],
      condition: {},
      priority: 1,
      holdout: 0.25,
      variants: [
        { id: "gift", changes: [{ type: "insertOffer", placement: "top", offer: "gift" }] },
        { id: "text", changes: [{ type: "setText", selector: "h1", text: "For you" }] },
      ],
    }),
  ],
};

let origin: Origin;
let edge: Edge;
let browser: Browser;
let secret: string;
/** What the simulator's own books come to. */
let expected: Totals;
beforeAll(async () => {
  const shop = pageOf(
    "<!doctype html><html><head><title>Shop</title><script>dataLayer = [];</script></head><body><h1>Shop</h1><p>Lipsticks</p></body></html>",
  );
  [origin, browser] = await Promise.all([startOrigin({ "/": shop, "/thanks": shop }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
  await origin?.close();
});

/** A shop that nobody has visited yet, also where the day is tried again. */
async function beginDay(): Promise<void> {
  await edge?.close();
  chances = seeded(20_261_123);
  edge = await startEdge({ origin: origin.url, site: { holdout: 0 }, configuration });
  ({ secret } = (await edge.api("POST", "/sites/shop/identify-secret")) as { secret: string });
}

/** What somebody does on one device, in this order, and what the shop's server tells of them afterwards. */
interface Plan {
  customer: string;
  devices: { orders: Order[]; quotes: number; otherForms: number }[];
  /** What they had ordered the day before. */
  before: Order[];
  refunds: { order: Order; cents: number | null }[];
}

interface Order {
  id: string;
  cents: number;
}

/** What came of one person by the simulator's own books. */
interface Book {
  variants: Set<string>;
  orders: number;
  cents: number;
  quotes: number;
  centsBefore: number;
}

let chances: ReturnType<typeof seeded>;
const upTo = (most: number) => Math.floor(chances.uniform() * (most + 1));

function planOf(number: number): Plan {
  const order = (part: string): Order => ({ id: `${number}-${part}`, cents: 1 + upTo(20_000) });
  const devices = Array.from({ length: 1 + chances.success(0.3) }, (_, device) => ({
    orders: Array.from({ length: Math.max(0, upTo(3) - 1) }, (_each, at) => order(`${device}-${at}`)),
    quotes: chances.success(0.4) * (1 + upTo(2)),
    otherForms: chances.success(0.2),
  }));
  const refunds = devices
    .flatMap(({ orders }) => orders)
    .filter(() => chances.success(0.3) === 1)
    // All of it, a part, or more than it ever was.
    .map((bought) => ({
      order: bought,
      cents: [null, 1 + upTo(bought.cents - 1), bought.cents * 2][upTo(2)] ?? null,
    }));
  const before = chances.success(0.3) === 1 ? [order("before")] : [];
  return { customer: `customer-${number}`, devices, before, refunds };
}

const address = (path: string) => `http://${shopHost}:${edge.port}${path}`;

/** @returns which variant the shopper was in, by what the page really sent. */
async function visit({ customer }: Plan, device: Plan["devices"][number]): Promise<string> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  let variant: string | undefined;
  page.on("request", (request) => {
    const body = request.url().endsWith("/_ew/e") ? (request.postData() ?? "{}") : "{}";
    const { events = [] } = JSON.parse(body) as { events?: { name: string; params: { variant: string } }[] };
    variant ??= events.find(({ name }) => name === "ew_exposed")?.params.variant;
  });
  await open(page, "/");
  const title = await page.locator("h1").innerText();
  const hasGift = (await page.getByText("A gift with it").count()) > 0;
  await until(async () => variant !== undefined);
  expect({ title, hasGift }).toEqual({
    title: variant === "text" ? "For you" : "Shop",
    hasGift: variant === "gift",
  });
  for (const { id, cents } of device.orders) {
    const ecommerce = { transaction_id: id, value: cents / 100, currency: "EUR" };
    await push(page, { event: "purchase", ecommerce });
    // The page that thanks is opened again: the same order.
    if (chances.success(0.3) === 1) {
      await open(page, "/thanks");
      await push(page, { event: "purchase", ecommerce });
    }
  }
  for (let time = 0; time < device.quotes; time++) await track(page, { form: "quote" });
  for (let time = 0; time < device.otherForms; time++) await track(page, { form: "newsletter" });
  const identities = [{ type: "customer", value: customer }];
  const proof = proofOf({ site: "shop", secret }, identities);
  // Whatever was refused for now is sent again, unless the browser is closed before.
  const taken = page.waitForResponse(
    (response) => response.status() === 202 && (response.request().postData() ?? "").includes('"identify"'),
    patiently,
  );
  await page.evaluate(`edgewise.identify(${JSON.stringify(identities)}, "${proof}")`);
  await taken;
  await context.close();
  return variant ?? "";
}

/** An edge that is too slow gives the shop's own page, which tells of nobody; whoever sees that one loads it again. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(address(path));
  while ((await page.locator("script[src^='/_ew/s.js']").count()) === 0) await page.reload();
  await page.waitForFunction("window.edgewise");
}

const push = (page: Page, entry: object) => page.evaluate(`dataLayer.push(${JSON.stringify(entry)})`);
const track = (page: Page, params: object) =>
  page.evaluate(`edgewise.track("generate_lead", ${JSON.stringify(params)})`);

/** The shop's server tells, and tells everything twice. */
async function tell(
  events: { name: string; customer: string; atMs: number; params: object; traits?: object }[],
): Promise<void> {
  const told = events.map(({ name, customer, atMs, params, ...more }, at) => ({
    ...more,
    id: `told-${name}-${customer}-${at}`,
    name,
    timeMs: atMs,
    params: { currency: "EUR", ...params },
    identities: [{ type: "customer", value: customer }],
  }));
  for (let time = 0; time < 2 && told.length > 0; time++) {
    const answer = await edge.api("POST", "/events", { site: "shop", events: told });
    expect(answer).toMatchObject({ rejected: [] });
  }
}

async function live(plan: Plan): Promise<Book> {
  const yesterdayMs = Date.now() - 24 * 60 * 60 * secondMs;
  const { customer, before } = plan;
  await tell(
    before.map(({ id, cents }) => ({
      name: "purchase",
      customer,
      atMs: yesterdayMs,
      params: { transaction_id: id, value: cents / 100 },
    })),
  );
  const variants = new Set<string>();
  for (const device of plan.devices) variants.add(await visit(plan, device));
  await tell(
    plan.refunds.map(({ order, cents }) => ({
      name: "refund",
      customer,
      atMs: Date.now(),
      params: { transaction_id: order.id, ...(cents === null ? {} : { value: cents / 100 }) },
    })),
  );
  // In the evening the shop's customer list is brought along, and by that what is known of everybody.
  await tell([{ name: "list_synced", customer, atMs: Date.now(), params: {}, traits: { name: customer } }]);
  const left = plan.devices
    .flatMap(({ orders }) => orders)
    .map((order) => {
      const refund = plan.refunds.find((each) => each.order === order);
      return refund === undefined ? order.cents : Math.max(0, order.cents - (refund.cents ?? order.cents));
    })
    .filter((cents) => cents > 0);
  const cost = left.length > 0 && variants.has("gift") ? giftCost : 0;
  return {
    variants,
    orders: left.length,
    cents: left.reduce((sum, cents) => sum + cents, 0) - cost,
    quotes: Math.min(
      2,
      plan.devices.reduce((sum, { quotes }) => sum + quotes, 0),
    ),
    centsBefore: before.reduce((sum, { cents }) => sum + cents, 0),
  };
}

/** By variant, what results are read from: people, those who ordered, cents, their squares, cents before, and quotes. */
type Totals = Record<string, Record<string, number>>;

function expectedTotals(books: readonly Book[]): Totals {
  const totals: Totals = {};
  for (const { variants, orders, cents, quotes, centsBefore } of books) {
    const [first = ""] = variants;
    const variant = variants.size > 1 ? "~mixed" : first;
    const is = (totals[variant] ??= {});
    const add = (name: string, value: number) => (is[name] = (is[name] ?? 0) + value);
    add("people", 1);
    if (variant === "~mixed") continue;
    add("ordered", Math.min(orders, 1));
    add("cents", cents);
    add("squares", cents ** 2);
    add("cents before", centsBefore);
    add("orders", orders);
    add("quotes", quotes);
  }
  return totals;
}

async function totalsInD1(): Promise<Totals> {
  const database = await edge.miniflare.getD1Database("DB");
  const { results } = await database
    .prepare(
      `SELECT variant, measure, SUM(n) AS n, SUM(y) AS y, SUM(yy) AS yy, SUM(x) AS x FROM trial_totals
       WHERE site = 'shop' AND rule = 'welcome' AND dimension = '' GROUP BY 1, 2`,
    )
    .all<{ variant: string; measure: string; n: number; y: number; yy: number; x: number }>();
  const totals: Totals = {};
  for (const { variant } of results)
    totals[variant] ??=
      variant === "~mixed"
        ? {}
        : { ordered: 0, cents: 0, squares: 0, "cents before": 0, orders: 0, quotes: 0 };
  for (const { variant, measure, n, y, yy, x } of results) {
    const is = totals[variant] ?? {};
    const [goal] = measure.split(".");
    if (measure.startsWith("#")) is["people"] = (is["people"] ?? 0) + n;
    if (goal === "orders") is["ordered"] = y;
    if (goal === "revenue") Object.assign(is, { cents: y, squares: yy, "cents before": x });
    if (goal === "order-value") is["orders"] = x;
    if (goal === "quote") is["quotes"] = y;
  }
  return totals;
}

it("a day of shoppers ends in totals that equal the simulator's own, to the cent", async () => {
  await beginDay();
  const plans = Array.from({ length: people }, (_, number) => planOf(number));
  const books: Book[] = [];
  const waiting = [...plans];
  const inTurn = async () => {
    for (let plan = waiting.shift(); plan !== undefined; plan = waiting.shift()) books.push(await live(plan));
  };
  // Where one fails nobody else begins, and those who have begun are waited for.
  const stop = (reason: unknown) => {
    waiting.length = 0;
    throw reason;
  };
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, () => inTurn().catch(stop)));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  expected = expectedTotals(books);
  // Chance brought up what can go wrong.
  expect(Object.keys(expected).toSorted()).toEqual(["gift", "held-out", "text", "~mixed"]);
  await expect.poll(totalsInD1, patiently).toEqual(expected);
}, 300_000);

/** Those who can be compared, with what they came to. */
const compared = () => Object.entries(expected).filter(([variant]) => variant !== "~mixed");
const of = (figures: Totals[string], name: string) => figures[name] ?? 0;
const euros = (cents: number) => (cents / 100).toLocaleString("en", { style: "currency", currency: "EUR" });

it("the results by the API say the same, also by a goal of the site's own with its filter and its limit", async () => {
  type Report = {
    result: { setAside: object; people: number; variants: { variant: string; total: number }[] };
    segments: { name: string; result: { variants: { variant: string; people: number; total: number }[] } }[];
    funnel: { variant: string; people: number; buyers: number; orders: number; revenue: number }[];
  };
  const report = async (goal: string) =>
    (await edge.api("GET", `/reports/results/welcome?site=shop&goal=${goal}`)) as Report;
  const { result, funnel } = await report("revenue");
  expect(result.setAside).toEqual({ mixed: of(expected["~mixed"] ?? {}, "people"), staff: 0 });
  expect(Object.fromEntries(funnel.map(({ variant, ...figures }) => [variant, figures]))).toMatchObject(
    Object.fromEntries(
      compared().map(([variant, figures]) => [
        variant,
        {
          people: of(figures, "people"),
          buyers: of(figures, "ordered"),
          orders: of(figures, "orders"),
          revenue: expect.closeTo(of(figures, "cents") / 100, 6),
        },
      ]),
    ),
  );
  const [newcomers, ...others] = (await report("revenue&by=segment")).segments;
  expect([newcomers?.name, others]).toEqual(["Newcomers", []]);
  const split = newcomers?.result.variants.map(({ variant, ...its }) => [variant, its] as const);
  expect(Object.fromEntries(split ?? [])).toMatchObject(
    Object.fromEntries(
      compared().map(([variant, figures]) => [
        variant,
        { people: of(figures, "people"), total: expect.closeTo(of(figures, "cents") / 100, 6) },
      ]),
    ),
  );
  const quotes = (await report("quote")).result.variants;
  expect(Object.fromEntries(quotes.map(({ variant, total }) => [variant, total]))).toEqual(
    Object.fromEntries(compared().map(([variant, figures]) => [variant, of(figures, "quotes")])),
  );
});

it("and so does the screen of the results", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, edge);
  const rowsOf = async (path: string, table: string) => {
    await page.goto(`http://${dashboardHost}:${edge.port}/results/welcome${path}`);
    const rows = page.getByRole("region", { name: table }).locator("tbody tr");
    await rows.first().waitFor();
    const texts = await rows.evaluateAll((all) =>
      all.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.trim())),
    );
    return Object.fromEntries(
      texts.map(([variant = "", ...cells]) => [variant === "held out" ? "held-out" : variant, cells]),
    );
  };
  const paid = await rowsOf("", "From seeing it to paying");
  const quotes = await rowsOf("?goal=quote", "Beside each other");
  for (const [variant, figures] of compared()) {
    const [shoppers, cents] = [of(figures, "people"), of(figures, "cents")];
    const [visitors, , buyers, orders, , revenue, , perVisitor] = paid[variant] ?? [];
    expect([visitors, orders, revenue]).toEqual([`${shoppers}`, `${of(figures, "orders")}`, euros(cents)]);
    expect(buyers).toMatch(new RegExp(`^${of(figures, "ordered")} \\(`));
    expect(Math.abs(Number(perVisitor?.replaceAll(/[€,]/g, "")) - cents / 100 / shoppers)).toBeLessThan(
      0.0051,
    );
    const asked = of(figures, "quotes") / shoppers;
    expect(quotes[variant]?.slice(0, 2)).toEqual([`${shoppers}`, asked === 0 ? "0" : asked.toFixed(2)]);
  }
  await context.close();
});
