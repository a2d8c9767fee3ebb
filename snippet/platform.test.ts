import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../e2e/testing/browser.ts";
import { builtParts, openPart, type PartPage } from "./testing/part.ts";

let browser: Browser;
let script: string;
beforeAll(async () => {
  const [parts, opened] = await Promise.all([builtParts(), openBrowser()]);
  browser = opened;
  script = await parts("platform.js");
});
afterAll(() => browser?.close());

const lipstick = {
  product_id: 7,
  product_title: "Lipstick",
  variant_title: "Red",
  vendor: "Odile",
  final_price: 1990,
  quantity: 1,
  sku: "LIP-4",
};

describe("on Shopify", () => {
  /** A shop whose cart is changed as the test says. */
  async function shopify() {
    let items: object[] = [];
    let reads = 0;
    const part = await openPart(browser, script, {
      head: "<script>window.Shopify = { routes: { root: '/de/' } }</script>",
      body: "<h1>Shop</h1>",
      answers: {
        "/de/cart.js": () => {
          reads++;
          return { currency: "EUR", items };
        },
        "/de/cart/add.js": () => ({}),
      },
    });
    await expect.poll(() => reads).toBe(1);
    return { ...part, reads: () => reads, fill: (...next: object[]) => void (items = next) };
  }

  it("hears of what themes put into the cart by their own requests, and leaves those alone", async () => {
    const { page, tracked, fill, complaints } = await shopify();
    fill({ ...lipstick, quantity: 3 });
    await page.evaluate(() => fetch("/de/cart/add.js", { method: "POST", body: "{}" }));
    const added = {
      currency: "EUR",
      value: 59.7,
      items: [
        {
          item_id: "LIP-4",
          item_name: "Lipstick",
          item_variant: "Red",
          item_brand: "Odile",
          price: 19.9,
          quantity: 3,
        },
      ],
      ew_from: "platform",
    };
    await expect.poll(tracked).toEqual([{ name: "add_to_cart", params: added }]);
    expect(await page.evaluate(() => /\[native code\]/.test(String(fetch)))).toBe(true);
    expect(complaints).toEqual([]);
  });

  it("hears of the theme's events, once the cart has been changed", async () => {
    const { page, tracked, fill } = await shopify();
    fill({ ...lipstick, quantity: 2 }, { ...lipstick, sku: null, variant_title: null });
    const dispatch = () =>
      page.evaluate(() => {
        const promise = new Promise((resolve) => setTimeout(resolve, 50));
        document.body.dispatchEvent(
          Object.assign(new Event("shopify:cart:lines-update", { bubbles: true }), { promise }),
        );
      });
    await dispatch();
    await expect.poll(async () => (await tracked()).length).toBe(1);
    fill({ ...lipstick, quantity: 1 });
    await dispatch();
    await expect
      .poll(async () => (await tracked()).map(({ name }) => name))
      .toEqual(["add_to_cart", "remove_from_cart"]);
    const [, removed] = await tracked();
    expect(removed?.params).toMatchObject({
      value: 39.8,
      items: [
        { item_id: "LIP-4", quantity: 1 },
        { item_id: "7", quantity: 1 },
      ],
    });
  });

  it("does not tell again of what was told in another tab, or on a page that came after this one", async () => {
    const { page, tracked, fill, reads, show } = await shopify();
    await show(false);
    fill(lipstick);
    await show(true);
    await expect.poll(reads).toBe(2);
    fill(lipstick, { ...lipstick, sku: "SOAP-1" });
    await page.evaluate(() => fetch("/de/cart/add.js", { method: "POST", body: "{}" }));
    await expect.poll(async () => (await tracked()).length).toBe(1);
    expect((await tracked())[0]?.params["items"]).toMatchObject([{ item_id: "SOAP-1", quantity: 1 }]);
  });

  it("says nothing where nothing changed", async () => {
    const { page, tracked, reads } = await shopify();
    await page.evaluate(() => fetch("/de/cart/add.js", { method: "POST", body: "{}" }));
    await expect.poll(reads).toBe(2);
    await page.waitForTimeout(200);
    expect(await tracked()).toEqual([]);
  });
});

describe("on WooCommerce", () => {
  it.each([
    ["jQuery's event", "jQuery(document.body).trigger('added_to_cart')"],
    [
      "the blocks' event",
      "document.body.dispatchEvent(new CustomEvent('wc-blocks_added_to_cart', { bubbles: true }))",
    ],
  ])("hears of what was added by %s", async (_what, say) => {
    let quantity = 0;
    let reads = 0;
    const cart = () => {
      reads++;
      const prices = { price: "1250", currency_minor_unit: 2 };
      const item = { id: 12, name: "Soap", sku: "", quantity, prices };
      return { items: quantity > 0 ? [item] : [], totals: { currency_code: "EUR" } };
    };
    const part = await openPart(browser, script, {
      // As much of jQuery as it takes.
      head: `<link rel="https://api.w.org/" href="/shop/wp-json/"><script>
        const heard = [];
        window.jQuery = () => ({
          on: (types, work) => { for (const type of types.split(" ")) heard.push([type, work]); },
          trigger: (wanted) => { for (const [type, work] of heard) if (type == wanted) work(); },
        });
      </script>`,
      body: '<div class="woocommerce">Shop</div>',
      answers: { "/shop/wp-json/wc/store/v1/cart": cart },
    });
    await expect.poll(() => reads).toBe(1);
    quantity = 2;
    await part.page.evaluate(say);
    await expect.poll(part.tracked).toEqual([
      {
        name: "add_to_cart",
        params: {
          currency: "EUR",
          value: 25,
          items: [{ item_id: "12", item_name: "Soap", price: 12.5, quantity: 2 }],
          ew_from: "platform",
        },
      },
    ]);
    expect(part.complaints).toEqual([]);
  });
});

describe("Shopify's own consent banner", () => {
  const withBanner = (now: object, gpc = false) =>
    openPart(browser, script, {
      head: `<script>Object.defineProperty(navigator, "globalPrivacyControl", { value: ${gpc} });
        window.Shopify = { loadFeatures([{ name }], loaded) {
          if (name != "consent-tracking-api") return loaded(Error());
          Shopify.customerPrivacy = { currentVisitorConsent: () => (${JSON.stringify(now)}) };
          loaded();
        } };</script>`,
      body: "<h1>Shop</h1>",
      answers: { "/cart.js": () => ({ currency: "EUR", items: [] }) },
    });
  const nothing = { analytics: "", preferences: "", marketing: "" };
  const some = { analytics: "yes", preferences: "yes", marketing: "no" };
  const agreed = { measurement: true, personalisation: true, marketing: false };

  it("is heard once it is answered, and when the answer changes", async () => {
    const { page, consents } = await withBanner(nothing);
    await page.waitForTimeout(700);
    expect(await consents()).toEqual([]);
    const collect = (isAllowed: boolean) =>
      page.evaluate((allowed) => {
        const detail = { analyticsAllowed: allowed, preferencesAllowed: allowed, marketingAllowed: false };
        document.dispatchEvent(new CustomEvent("visitorConsentCollected", { detail }));
      }, isAllowed);
    await collect(true);
    await collect(false);
    const refused = { measurement: false, personalisation: false, marketing: false };
    expect(await consents()).toEqual([agreed, refused]);
  });

  it.each([
    ["is heard where it was answered on an earlier page", false, [agreed]],
    ["is not believed where the browser asks for privacy since", true, []],
  ])("%s", async (_what, gpc, expected) => {
    const { page, consents } = await withBanner(some, gpc);
    await page.waitForTimeout(700);
    expect(await consents()).toEqual(expected);
  });
});

describe("a consent banner that speaks TCF", () => {
  interface Banner {
    /** What it says at once. */
    answers: object[];
    /** How long after the page. */
    lateMs?: number;
    /** Whether the browser asks for privacy. */
    gpc?: boolean;
  }
  const withBanner = ({ answers, lateMs = 0, gpc = false }: Banner): Promise<PartPage> => {
    const banner = `window.__tcfapi = (command, version, hear) => {
      if (command != "addEventListener" || version != 2) throw Error("Not in TCF v2");
      for (const answer of ${JSON.stringify(answers)}) hear(answer, true);
      window.answer = hear;
    };`;
    return openPart(browser, script, {
      head: `<script>Object.defineProperty(navigator, "globalPrivacyControl", { value: ${gpc} });
        ${lateMs ? `setTimeout(() => { ${banner} }, ${lateMs})` : banner}</script>`,
      body: "<h1>Shop</h1>",
      isTimed: lateMs > 1000,
    });
  };
  const answer = (eventStatus: string, agreed: number[], gdprApplies = true) => ({
    eventStatus,
    gdprApplies,
    purpose: { consents: Object.fromEntries(agreed.map((purpose) => [purpose, true])) },
  });
  const all = [1, 5, 6, 8];
  const agreed = { measurement: true, personalisation: true, marketing: false };
  const refused = { measurement: false, personalisation: false, marketing: false };
  const say = ({ page }: PartPage, said: object) =>
    page.evaluate((changed) => {
      (window as never as { answer: (answer: object, isAnswered: boolean) => void }).answer(changed, true);
    }, said);

  it.each([0, 300, 20_000])("is heard by purposes, once it was answered (after %i ms)", async (lateMs) => {
    const answers = [answer("cmpuishown", all), answer("tcloaded", all)];
    const part = await withBanner({ answers, lateMs });
    if (lateMs > 1000) {
      await part.page.waitForTimeout(300);
      await part.page.clock.runFor(90_000);
    }
    await expect.poll(part.consents).toEqual([agreed]);
    await say(part, answer("useractioncomplete", [5, 6, 8]));
    expect(await part.consents()).toEqual([agreed, refused]);
  });

  it.each<[string, Banner]>([
    ["has asked nothing", { answers: [answer("tcloaded", [], false)] }],
    ["was agreed to before the browser asked for privacy", { answers: [answer("tcloaded", all)], gpc: true }],
  ])("says nothing where it %s", async (_what, banner) => {
    const { consents, page } = await withBanner(banner);
    await page.waitForTimeout(800);
    expect(await consents()).toEqual([]);
  });
});
