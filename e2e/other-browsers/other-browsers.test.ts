import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoSite } from "../../demo/scenarios/odile-and-marsh.ts";
import { type RunningShop, startShop } from "../../demo/shop/server.ts";
import { shopHost } from "../../local/serve.ts";
import type { Change } from "../../model/change.ts";
import { Rule } from "../../model/rule.ts";
import { couponWith } from "../../model/testing/coupon.ts";
import { offerWith } from "../../model/testing/offer.ts";
import { apartHost } from "../testing/apart.ts";
import { type Edge, startEdge } from "../testing/edge.ts";
import { forward } from "../testing/forward.ts";
import { type Origin, page as shopPage, startOrigin } from "../testing/origin.ts";
import { type FakeShop, startFakeShop } from "../testing/platforms/fake-shop.ts";
import { shopify } from "../testing/platforms/shopify.ts";
import { film, type Frame, tooSoon } from "../testing/film.ts";
import { spa } from "../testing/spa.ts";
import { Firefox } from "./firefox.ts";
import type { OtherBrowser, Tab } from "./other-browser.ts";
import { program } from "./programs.ts";
import { type Recorder, startRecorder } from "./recorder.ts";
import { WebKit } from "./webkit.ts";

/** What the page complained of: no driver tells it of both browsers. */
const complain = `<script nonce="c2VjcmV0">
  const complaints = [];
  addEventListener("error", ({ message }) => complaints.push(message));
  addEventListener("unhandledrejection", ({ reason }) => complaints.push(String(reason)));
  addEventListener("securitypolicyviolation", (event) => complaints.push(event.violatedDirective + " " + event.blockedURI));
  const { error } = console;
  console.error = (...all) => { complaints.push(all.join(" ")); error(...all); };
</script>`;
const html = (head: string, body: string, headers?: Record<string, string>) =>
  shopPage(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>${complain}${head}</head><body>${body}</body></html>`,
    headers,
  );
const long = `<h1>Shop</h1><a href="#end">To the end</a><svg width="1" height="2000"></svg><p id="end">The end</p>`;

const text = (selector: string, words: string): Change => ({ type: "setText", selector, text: words });
const rule = (id: string, page: string, changes: Change[], more: object = {}) =>
  v.parse(Rule, {
    id,
    name: id,
    on: true,
    pages: [page],
    condition: {},
    priority: 10,
    variants: [{ id: "a", changes }],
    ...more,
  });
const offerAt = (placement: string, offer: string): Change => ({ type: "insertOffer", placement, offer });

const stateDir = mkdtempSync(join(tmpdir(), "edgewise-shop-"));
let shop: RunningShop;
let origin: Origin;
let edge: Edge;
/** The site, and a host that Edgewise does not stand before, with the snippet pasted into its page. */
let site: Recorder;
let pasted: Recorder;
let apart: Origin;
/** Another shop, which asks for consent and takes coupons. */
let asking: { shop: FakeShop; edge: Edge; site: Recorder };

async function startAsking() {
  const fake = await startFakeShop(shopify);
  const started = await startEdge({
    origin: fake.url,
    site: { platform: "shopify", consent: "asked" },
    configuration: {
      rules: [rule("welcome", "/", [offerAt("top", "ten")])],
      offers: [offerWith({ id: "ten", coupon: "ten" })],
      placements: [{ id: "top", name: "Top", selector: "h1", position: "after" }],
      coupons: [couponWith({ discount: { kind: "percent", percent: 10, most: null } })],
    },
  });
  return { shop: fake, edge: started, site: await startRecorder(started.port) };
}

beforeAll(async () => {
  shop = await startShop({ port: 0, stateDir });
  origin = await startOrigin(
    {
      "/spa": spa,
      "/spa/one": spa,
      "/rest": html("", long),
      "/away": html("", long),
      "/undone": html(
        "",
        `<h1>Shop</h1><script>
          const h1 = document.querySelector("h1");
          addEventListener("load", () => setTimeout(() => h1.replaceChildren("Shop"), 300));
        </script>`,
      ),
      "/leaving": html("", long),
      "/strict": shopPage(
        `<!doctype html><html><head><title>Shop</title></head><body>${long}</body></html>`,
        {
          "content-security-policy":
            "script-src 'self'; style-src 'self'; require-trusted-types-for 'script'",
        },
      ),
      "/favicon.ico": (_request, response) => response.writeHead(204).end(),
    },
    forward(shop.url),
  );
  [edge, asking] = await Promise.all([
    startEdge({
      origin: origin.url,
      site: { ...demoSite, snippetHosts: [apartHost] },
      configuration: {
        rules: [
          rule("one", "/spa/one", [text("h1", "One, for you"), offerAt("below-title", "hello")]),
          rule("pasted", "/pasted", [text("h1", "For you")]),
          rule("undone", "/undone", [text("h1", "For you")]),
          rule("strict", "/strict", [text("h1", "For you"), offerAt("below-title", "hello")]),
          rule("leaving", "/leaving", [offerAt("below-title", "modal")], { trigger: { type: "exitIntent" } }),
        ],
        offers: [
          offerWith({ id: "hello", layout: "card", headline: "Hello", dismissible: true }),
          offerWith({ id: "modal", layout: "modal", headline: "Stay a little", dismissible: true }),
        ],
        placements: [{ id: "below-title", name: "Below the title", selector: "h1", position: "after" }],
      },
    }),
    startAsking(),
  ]);
  site = await startRecorder(edge.port);
  const tag = `<script async src="https://${shopHost}:${site.port}/_ew/s.js?site=shop" data-load="apply"></script>`;
  const cover = `<script src="https://${shopHost}:${site.port}/_ew/cover.js?site=shop"></script>`;
  apart = await startOrigin({
    "/pasted": html(film + cover + tag, "<h1>Everybody’s</h1><p>Text</p>"),
    "/strict": html(tag, long, {
      "content-security-policy": `script-src https://${shopHost}:${site.port} 'nonce-c2VjcmV0'; style-src 'self'`,
    }),
    "/favicon.ico": (_request, response) => response.writeHead(204).end(),
  });
  pasted = await startRecorder(Number(new URL(apart.url).port));
});
afterAll(async () => {
  const closing = [pasted, site, asking?.site, apart, origin, shop, edge, asking?.edge, asking?.shop];
  await Promise.all(closing.map((each) => each?.close()));
  rmSync(stateDir, { recursive: true, force: true });
});

const browsers: Record<string, () => OtherBrowser> = {
  Firefox: () => new Firefox(program("firefox")),
  "a private window of Firefox": () => new Firefox(program("firefox"), true),
  "WebKit, which Safari is made of": () =>
    new WebKit({
      driver: program("driver"),
      browser: program("browser"),
      display: program("display"),
    }),
};

const patiently = { timeout: 12_000, interval: 100 };

describe.each(Object.entries(browsers))("in %s", (name, make) => {
  let browser: OtherBrowser;
  let tab: Tab;
  let before = 0;
  beforeAll(async () => {
    browser = make();
    await browser.start();
    tab = await browser.openTab();
  });
  afterAll(() => browser?.remove());

  const at = (path: string) => `https://${shopHost}:${site.port}${path}`;
  const open = async (url: string) => {
    before = site.taken().length;
    await tab.go(url);
  };
  /** What was taken since the page was opened, without what comes now and then. */
  const taken = () =>
    site
      .taken()
      .slice(before)
      .filter((event) => event.name !== "user_engagement");
  const names = () => taken().map((event) => event.name);
  const complaints = () => tab.read<string[]>("complaints");
  const shown = (selector: string) =>
    tab.read<string>(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].map((each) => each.innerText).join()`,
    );

  it("what is done from a product to the order is taken, with the attention that pages got", async () => {
    await open(at("/products/velvet-hour-lipstick"));
    await expect.poll(names, patiently).toEqual(["page_view", "view_item"]);
    await tab.read("new Promise((waited) => setTimeout(waited, 1100))");
    await tab.click(".add-button");
    await expect
      .poll(() => tab.read("location.pathname + document.readyState"), patiently)
      .toBe("/cartcomplete");
    await tab.go(at("/checkout"));
    await tab.read(`(() => {
      const address = { email: "a@shop.example", name: "A", street: "B 1", postcode: "1012 AB", city: "C", country: "NL" };
      for (const [name, value] of Object.entries(address)) document.querySelector("[name=" + name + "]").value = value;
    })()`);
    await tab.click(".checkout-button");
    await expect.poll(() => shown(".order-reference"), patiently).not.toBe("");
    await expect
      .poll(names, patiently)
      .toEqual([
        "page_view",
        "view_item",
        "add_to_cart",
        "page_view",
        "page_view",
        "form_submit",
        "purchase",
        "page_view",
      ]);
    const engaged = site
      .taken()
      .slice(before)
      .find((event) => event.name === "user_engagement");
    expect(Number(engaged?.params?.["engagement_time_msec"])).toBeGreaterThanOrEqual(1000);
  });

  it("pages that scripts make are viewed, and changed", async () => {
    await open(at("/spa"));
    await expect.poll(names, patiently).toEqual(["page_view"]);
    await tab.read("go('/spa/one')");
    await expect.poll(() => shown("h1, .ew-headline"), patiently).toBe("One, for you,Hello");
    await expect.poll(names, patiently).toEqual(["page_view", "page_view", "ew_exposed"]);
    expect(taken()[1]?.params).toMatchObject({ page_location: at("/spa/one"), page_referrer: at("/spa") });
    await tab.read("history.back()");
    await expect.poll(() => shown("h1, .ew-offer"), patiently).toBe("Page /spa");
    await expect.poll(names, patiently).toEqual(["page_view", "page_view", "ew_exposed", "page_view"]);
  });

  it.each(["at first", "with scripts that the browser has"])(
    "a pasted page is changed before it is seen, %s",
    async () => {
      await open(`https://${apartHost}:${pasted.port}/pasted`);
      await expect.poll(() => shown("h1"), patiently).toBe("For you");
      await expect.poll(names, patiently).toEqual(expect.arrayContaining(["page_view", "ew_exposed"]));
      expect(tooSoon(await tab.read<Frame[]>("film"), "Everybody’s")).toEqual([]);
      expect(await complaints()).toEqual([]);
    },
  );

  it("what a script undoes is made again", async () => {
    await open(at("/undone"));
    await expect.poll(names, patiently).toContain("ew_reapplied");
    expect([await shown("h1"), await complaints()]).toEqual(["For you", []]);
  });

  it.each([
    ["inserted", () => at("/strict")],
    ["pasted", () => `https://${apartHost}:${pasted.port}/strict`],
  ])(
    "a page with a strict policy is changed, and has offers with their look, where the snippet is %s",
    async (way, url) => {
      await open(url());
      await expect.poll(names, patiently).toEqual(["page_view", "ew_exposed"]);
      expect(await shown("h1, .ew-headline")).toBe("For you,Hello");
      expect(await tab.read("getComputedStyle(document.querySelector('.ew-offer')).position")).toBe(
        "relative",
      );
      if (way === "pasted") expect(await complaints()).toEqual([]);
    },
  );

  it("an offer comes as the pointer leaves, and closes with the Escape key", async () => {
    await open(at("/leaving"));
    await expect.poll(names, patiently).toEqual(["page_view"]);
    await tab.moveMouse(300, 300);
    await tab.read("new Promise((waited) => setTimeout(waited, 1500))");
    // No driver moves its mouse out of the window.
    await tab.read(
      `void document.documentElement.dispatchEvent(new MouseEvent("mouseleave", { clientX: 300, clientY: -5 }))`,
    );
    await expect.poll(() => tab.read("document.querySelector('.ew-offer').open"), patiently).toBe(true);
    await expect.poll(names, patiently).toEqual(["page_view", "ew_triggered", "ew_exposed"]);
    await tab.press("\uE00C");
    await expect.poll(() => names().at(-1), patiently).toBe("ew_dismissed");
    expect([await tab.read("document.querySelectorAll('.ew-offer').length"), await complaints()]).toEqual([
      0,
      [],
    ]);
  });

  it("a page that rests in the back/forward cache is viewed again", async () => {
    await open(at("/rest"));
    await tab.read("addEventListener('pageshow', ({ persisted }) => { globalThis.isBack = persisted; })");
    await expect.poll(names, patiently).toEqual(["page_view"]);
    await tab.go(at("/away"));
    await expect.poll(names, patiently).toEqual(["page_view", "page_view"]);
    await tab.back();
    await expect.poll(() => tab.read("location.pathname"), patiently).toBe("/rest");
    expect(await tab.read("isBack")).toBe(true);
    await expect.poll(names, patiently).toEqual(["page_view", "page_view", "page_view"]);
  });

  it("what was done while nobody was reached comes once, also from a browser that was killed", async () => {
    await open(at("/rest"));
    await expect.poll(names, patiently).toEqual(["page_view"]);
    site.isDown = true;
    await tab.read(`(() => { for (let n = 0; n < 5; n++) edgewise.track("tick", { n }); })()`);
    await tab.read("new Promise((waited) => setTimeout(waited, 500))");
    const ticks = () =>
      taken().flatMap(({ name: event, params }) => (event === "tick" ? [params?.["n"]] : []));
    expect(ticks()).toEqual([]);
    if (name === "Firefox") {
      await browser.kill();
      await browser.start();
      tab = await browser.openTab();
    }
    site.isDown = false;
    await tab.go(at("/away"));
    await expect.poll(ticks, patiently).toEqual([0, 1, 2, 3, 4]);
  });

  it("nothing is said before a visitor agrees; then a coupon is put into the cart", async () => {
    asking.site.asked.length = 0;
    Object.assign(asking.shop.cart, { codes: [] });
    await tab.go(`https://${shopHost}:${asking.site.port}/`);
    await tab.read("new Promise((waited) => setTimeout(waited, 500))");
    // The second looks for the shop's own banner.
    expect(new Set(asking.site.asked)).toEqual(new Set(["/_ew/c.js", "/_ew/platform.js"]));
    const agreedBefore = asking.site.taken().length;
    await tab.read(`edgewise.consent("granted")`);
    await expect
      .poll(
        () =>
          asking.site
            .taken()
            .slice(agreedBefore)
            .map((event) => event.name),
        patiently,
      )
      .toContain("page_view");
    await tab.go(`https://${shopHost}:${asking.site.port}/`);
    await expect
      .poll(() => asking.shop.cart.codes.map((code) => code.toUpperCase()), patiently)
      .toEqual(["TEN"]);
  });
});
