import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoSite } from "../demo/scenarios/odile-and-marsh.ts";
import { type RunningShop, startShop } from "../demo/shop/server.ts";
import { shopHost } from "../local/serve.ts";
import { apartHost, startApart } from "./testing/apart.ts";
import { newVisitor, openBrowser } from "./testing/browser.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { forward } from "./testing/forward.ts";
import { type Origin, page, startOrigin } from "./testing/origin.ts";
import { spa } from "./testing/spa.ts";

const require = createRequire(import.meta.url);
const template = (name: string) => page(readFileSync(require.resolve(`${name}/dist/index.html`)));

/** The commerce events of GA4, as its documentation shows them, with what this shop sells. */
const lipstick = { item_id: "LIP-4", item_name: "Velvet", item_category: "Lips", price: 19.9, quantity: 1 };
const inList = { item_list_id: "new", item_list_name: "New" };
const promotion = {
  promotion_id: "P-12",
  promotion_name: "Summer",
  creative_name: "banner",
  creative_slot: "top",
};
const sum = { currency: "EUR", value: 19.9 };
const items = [lipstick];
const commerce: Record<string, object> = {
  view_item_list: { ...inList, items: [{ ...lipstick, index: 0 }] },
  select_item: { ...inList, items },
  view_item: { ...sum, items },
  view_promotion: { ...promotion, items: [{ ...lipstick, ...promotion }] },
  select_promotion: { ...promotion, items },
  add_to_wishlist: { ...sum, items },
  add_to_cart: { ...sum, items },
  remove_from_cart: { ...sum, items },
  view_cart: { ...sum, items },
  begin_checkout: { ...sum, coupon: "SPRING", items },
  add_shipping_info: { ...sum, coupon: "SPRING", shipping_tier: "Ground", items },
  add_payment_info: { ...sum, coupon: "SPRING", payment_type: "Card", items },
  purchase: { ...sum, transaction_id: "A-1", tax: 3.18, shipping: 4.9, coupon: "SPRING", items },
  refund: { ...sum, transaction_id: "A-1", tax: 3.18, shipping: 4.9, coupon: "SPRING", items },
};
const events = Object.entries(commerce);

/** Half of them are told while the page is read, the others by its buttons; what is nobody's business is among them. */
const telling = (setup: string, tell: (name: string, params: object) => string) =>
  page(`<!doctype html><html><head><meta charset="utf-8"><title>Told</title><script>${setup}
${events
  .slice(0, 4)
  .map(([name, params]) => tell(name, params))
  .join("\n")}</script></head><body>
${events
  .slice(4)
  .map(
    ([name, params]) =>
      `<button id="${name}">x</button><script>document.getElementById("${name}").onclick = () => { ${tell(name, params)} };</script>`,
  )
  .join("\n")}
</body></html>`);
const byGtag = telling(
  `window.dataLayer = []; function gtag() { dataLayer.push(arguments); }
   gtag("js", new Date()); gtag("config", "G-SHOP"); gtag("event", "tutorial_begin");`,
  (name, params) => `gtag("event", "${name}", ${JSON.stringify(params)});`,
);
const byDataLayer = telling(
  `window.dataLayer = [{ user: "nobody" }]; dataLayer.push({ event: "gtm.js", "gtm.start": 1 });`,
  (name, params) =>
    `dataLayer.push({ ecommerce: null }); dataLayer.push({ event: "${name}", ecommerce: ${JSON.stringify(params)} });`,
);

interface Told {
  name: string;
  params?: Record<string, unknown>;
}

const viewOf = (path: string, title: unknown, referrer: unknown = ""): Told => ({
  name: "page_view",
  params: { page_location: path, page_title: title, page_referrer: referrer },
});
const told = events.map(([name, params]) => ({ name, params: { ...params, ew_from: "data_layer" } }));
/** What was told before comes before the page. */
const toldOn = (path: string) => [...told.slice(0, 4), viewOf(path, "Told"), ...told.slice(4)];
const pressAll = async (tab: Page) => {
  for (const [name] of events.slice(4)) await tab.click(`#${name}`);
};
const jsonLd = expect.objectContaining({ "@type": "Product", name: expect.any(String) });

/** What a shopper does on a page, and all that is sent of it; addresses without the host. */
interface Case {
  what: string;
  path: string;
  does: (tab: Page) => Promise<unknown>;
  sent: Told[];
}
const cases: Case[] = [
  { what: "GA4's examples by gtag", path: "/gtag", does: pressAll, sent: toldOn("/gtag") },
  {
    what: "GA4's examples by the data layer",
    path: "/data-layer",
    does: pressAll,
    sent: toldOn("/data-layer"),
  },
  {
    what: "a template of a shop's home page",
    path: "/homepage",
    does: (tab) => tab.click("form [type=submit]"),
    sent: [
      viewOf("/homepage", "Shop Homepage - Start Bootstrap Template"),
      { name: "form_submit", params: { form_id: null, form_name: null, form_destination: null } },
      viewOf("/homepage?", "Shop Homepage - Start Bootstrap Template", "/homepage"),
    ],
  },
  {
    what: "a template of a product's page, and what its scripts say",
    path: "/item?q=shirt",
    does: (tab) => tab.evaluate(`edgewise.track("size_guide", { size: "M" })`),
    sent: [
      viewOf("/item?q=shirt", "Shop Item - Start Bootstrap Template"),
      { name: "size_guide", params: { size: "M" } },
    ],
  },
  {
    what: "pages that scripts make one after the other",
    path: "/spa",
    async does(tab) {
      for (const path of ["/spa/one", "/spa/two"]) {
        await tab.evaluate(`go("${path}")`);
        await tab.waitForTimeout(600);
      }
      await tab.goBack();
    },
    sent: [
      viewOf("/spa", "Shop"),
      viewOf("/spa/one", "Shop", "/spa"),
      viewOf("/spa/two", "Shop", "/spa/one"),
      viewOf("/spa/one", "Shop", "/spa/two"),
    ],
  },
  {
    what: "the demo shop, from a product to the order",
    path: "/products/velvet-hour-lipstick",
    async does(tab) {
      await tab.selectOption(".add-form [name=quantity]", "2");
      await tab.click(".add-button");
      await tab.waitForURL("**/cart*");
      await tab.click("a[href='/checkout']");
      const address = { email: "a@shop.example", name: "A", street: "B 1", postcode: "1012 AB", city: "C" };
      for (const [name, value] of Object.entries(address)) await tab.fill(`[name=${name}]`, value);
      await tab.selectOption("[name=country]", "NL");
      await tab.click(".checkout-button");
      await tab.waitForSelector(".order-reference");
    },
    sent: [
      viewOf("/products/velvet-hour-lipstick", expect.stringContaining("Velvet Hour")),
      { name: "view_item", params: { ew_from: "json_ld", json_ld: jsonLd } },
      { name: "add_to_cart", params: { ew_from: "form", json_ld: jsonLd, quantity: 2 } },
      viewOf("/cart", expect.any(String), "/products/velvet-hour-lipstick"),
      viewOf("/checkout", expect.any(String), "/cart"),
      { name: "form_submit", params: { form_id: null, form_name: null, form_destination: "/checkout" } },
      {
        name: "purchase",
        params: {
          ew_from: "data_layer",
          transaction_id: expect.any(String),
          value: expect.any(Number),
          tax: expect.any(Number),
          shipping: expect.any(Number),
          currency: "EUR",
          coupon: "",
          items: [expect.objectContaining({ item_id: "OM-L01", quantity: 2 })],
        },
      },
      viewOf(expect.stringMatching(/^\/order/) as never, expect.any(String), "/checkout"),
    ],
  },
  {
    what: "how long a page is before a shopper's eyes",
    path: "/spa",
    async does(tab) {
      await tab.waitForTimeout(1200);
      await tab.evaluate(`go("/spa/one")`);
    },
    sent: [
      viewOf("/spa", "Shop"),
      {
        name: "user_engagement",
        params: { engagement_time_msec: expect.any(Number), percent_scrolled: 100 },
      },
      viewOf("/spa/one", "Shop", "/spa"),
    ],
  },
];

const stateDir = mkdtempSync(join(tmpdir(), "edgewise-shop-"));
let shop: RunningShop;
let origin: Origin;
/** The same site on a host that Edgewise does not stand before, with the snippet pasted into its pages. */
let apart: Origin;
let edge: Edge;
let browser: Browser;
beforeAll(async () => {
  shop = await startShop({ port: 0, stateDir });
  const pages = {
    "/gtag": byGtag,
    "/data-layer": byDataLayer,
    "/homepage": template("startbootstrap-shop-homepage"),
    "/item": template("startbootstrap-shop-item"),
    "/spa": spa,
    "/spa/one": spa,
    "/spa/two": spa,
  };
  origin = await startOrigin(pages, forward(shop.url));
  apart = await startApart(origin.url, () => edge);
  [edge, browser] = await Promise.all([
    startEdge({ origin: origin.url, site: { ...demoSite, snippetHosts: [apartHost] } }),
    openBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
  await apart?.close();
  await origin?.close();
  await shop?.close();
  rmSync(stateDir, { recursive: true, force: true });
});

interface Sent extends Told {
  id: string;
  timeMs: number;
}

const ways = {
  inserted: () => `http://${shopHost}:${edge.port}`,
  pasted: () => apart.url,
};

/** A shopper does something. @returns what was sent of it, in the order in which it happened; the edge took all of it. */
async function sentOf({ path, does, sent }: Case, site: string): Promise<Told[]> {
  const { context, page: tab } = await newVisitor(browser);
  const seen = new Map<string, Omit<Sent, "id">>();
  // What the templates load from elsewhere are nothing to wait for.
  await context.route("https://**", (route) => route.abort());
  const isEvents = (url: string) => /\/_ew\/e(\?|$)/.test(url);
  context.on("request", (request) => {
    if (!isEvents(request.url())) return;
    const body = JSON.parse((request.postData() ?? "").replaceAll(site, "")) as { events: Sent[] };
    for (const { id, ...event } of body.events) seen.set(id, event);
  });
  const answers = new Set<number>();
  context.on("response", (response) => void (isEvents(response.url()) && answers.add(response.status())));
  await tab.goto(site + path);
  await expect.poll(() => seen.size, { timeout: 12_000 }).toBeGreaterThan(0);
  await does(tab);
  await expect.poll(() => seen.size, { timeout: 12_000 }).toBeGreaterThanOrEqual(sent.length);
  // Whatever should not be sent has had its time too.
  await new Promise((waited) => setTimeout(waited, 400));
  await context.close();
  expect([...answers]).toEqual([202]);
  const isAsked = ({ name }: Told) =>
    name !== "user_engagement" || sent.some((wanted) => wanted.name === name);
  return [...seen.values()]
    .sort((a, b) => a.timeMs - b.timeMs)
    .filter(isAsked)
    .map(({ name, params }) => ({ name, params: params ?? {} }));
}

describe.each(Object.entries(ways))("of a page with the snippet %s", (_way, site) => {
  it.each(cases)("what is sent is $what", async (each) => {
    expect(await sentOf(each, site())).toEqual(each.sent);
  });
});
