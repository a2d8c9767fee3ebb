import type { Browser } from "playwright-core";
import * as v from "valibot";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { shopHost } from "../local/serve.ts";
import { Rule } from "../model/rule.ts";
import type { Site } from "../model/site.ts";
import { couponWith } from "../model/testing/coupon.ts";
import { offerWith } from "../model/testing/offer.ts";
import type { Ledger } from "../worker/coupon/asked.ts";
import { newVisitor, openBrowser, type Visitor } from "./testing/browser.ts";
import { layoutShift } from "./testing/layout-shift.ts";
import { type Edge, startEdge } from "./testing/edge.ts";
import { anyForm, linkForm } from "./testing/platforms/any-form.ts";
import { bigcommerce } from "./testing/platforms/bigcommerce.ts";
import {
  type Behaviour,
  type FakeShop,
  type Platform,
  startFakeShop,
} from "./testing/platforms/fake-shop.ts";
import { magento } from "./testing/platforms/magento.ts";
import { medusa } from "./testing/platforms/medusa.ts";
import { saleor } from "./testing/platforms/saleor.ts";
import { shopify } from "./testing/platforms/shopify.ts";
import { vendure } from "./testing/platforms/vendure.ts";
import { woocommerce } from "./testing/platforms/woocommerce.ts";

const ten = couponWith({ discount: { kind: "percent", percent: 10, most: null } });
const configuration = {
  rules: [
    v.parse(Rule, {
      id: "welcome",
      name: "Welcome",
      on: true,
      pages: ["/", "/cart"],
      condition: {},
      priority: 10,
      variants: [{ id: "a", changes: [{ type: "insertOffer", placement: "top", offer: "ten" }] }],
    }),
  ],
  offers: [offerWith({ id: "ten", coupon: "ten" })],
  placements: [{ id: "top", name: "Top", selector: "h1", position: "after" as const }],
  coupons: [ten],
};

interface Tried {
  platform: Platform;
  site: Partial<Site>;
  /** Where the shopper looks; with a form, the coupon is applied only where that is. */
  path?: string;
  /** Whether the shop says why. Some have the same words for everything, or none. */
  reasons?: Partial<Record<Behaviour, string>>;
}

const platforms: Record<string, Tried> = {
  Shopify: {
    platform: shopify,
    site: { platform: "shopify" },
    reasons: { unknown: "refused_by_shop", expired: "refused_by_shop", minimum: "refused_by_shop" },
  },
  WooCommerce: {
    platform: woocommerce,
    site: { platform: "woocommerce" },
    reasons: { unknown: "unknown_code", expired: "expired", minimum: "minimum_not_met" },
  },
  "Magento 2": {
    platform: magento,
    site: { platform: "magento" },
    reasons: { unknown: "unknown_code", expired: "unknown_code", minimum: "unknown_code" },
  },
  BigCommerce: {
    platform: bigcommerce,
    site: { platform: "bigcommerce" },
    reasons: { unknown: "unknown_code", expired: "expired", minimum: "minimum_not_met" },
  },
  Vendure: {
    platform: vendure,
    site: { platform: "vendure" },
    reasons: { unknown: "unknown_code", expired: "expired", minimum: "no_discount" },
  },
  Medusa: {
    platform: medusa,
    site: { platform: "medusa", shopApi: { address: "/", key: "pk_test" } },
    reasons: { unknown: "unknown_code" },
  },
  Saleor: {
    platform: saleor,
    site: { platform: "saleor" },
    reasons: { unknown: "unknown_code", expired: "expired", minimum: "not_applicable" },
  },
  "any form": { platform: anyForm, site: { platform: "other" }, path: "/cart" },
};

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

describe.each(Object.entries(platforms))("%s", (_name, { platform, site, path = "/", reasons = {} }) => {
  let shop: FakeShop;
  let edge: Edge;
  let visitor: Visitor;
  /** How often the shopper's page has come. */
  let loads = 0;
  beforeAll(async () => {
    shop = await startFakeShop(platform);
    edge = await startEdge({ origin: shop.url, site, configuration });
  });
  afterAll(async () => {
    await edge?.close();
    await shop?.close();
  });
  afterEach(() => visitor.context.close());

  const address = (where: string) => `http://${shopHost}:${edge.port}${where}`;
  const ledger = async (): Promise<Ledger> => {
    const objects = await edge.miniflare.getDurableObjectNamespace("COUPONS");
    const object = objects.get(objects.idFromName("shop/ten/0")) as unknown as {
      ledger(): Promise<Ledger>;
    };
    return object.ledger();
  };

  /** A shopper with something in their cart opens the page, and the shop does with codes what is said. */
  async function open(behaviour: Behaviour, quantity = 2): Promise<string[]> {
    Object.assign(shop.cart, { behaviour, quantity, codes: [] });
    shop.applied.length = 0;
    shop.isScripted = false;
    visitor = await newVisitor(browser);
    // Vendure knows whoever has something in their cart by a cookie of its own.
    await visitor.context.addCookies([{ name: "session.sig", value: "x", url: address("/") }]);
    loads = 0;
    visitor.page.on("load", () => (loads += 1));
    const reported: string[] = [];
    visitor.page.on("request", (request) => {
      if (!request.url().endsWith("/_ew/coupons")) return;
      const said = JSON.parse(request.postData() ?? "{}") as { do: string; reason?: string };
      reported.push([said.do, said.reason].filter(Boolean).join(" "));
    });
    await visitor.page.goto(address(path));
    return reported;
  }

  async function isUsable(): Promise<void> {
    await visitor.page.evaluate(() => document.querySelector("main")!.append("still here"));
    expect(await visitor.page.locator("main").textContent()).toContain("still here");
    expect(visitor.complaints.filter((line) => !/status of [45]\d\d|net::ERR/.test(line))).toEqual([]);
  }

  it("puts the coupon into the cart, and believes the shop's own total", async () => {
    const before = await ledger();
    const reported = await open("takes");
    await expect.poll(() => reported, { timeout: 10_000 }).toContain("applied");
    expect(shop.cart.codes.map((code) => code.toUpperCase())).toEqual(["TEN"]);
    await expect.poll(async () => (await ledger()).reserved).toBe(before.reserved + 1);
    expect((await ledger()).reservedAmount - before.reservedAmount).toBe(400);
    // The next page finds it there; a cart is loaded anew by itself.
    if (path !== "/cart") await visitor.page.goto(address(path));
    await expect.poll(() => loads, { timeout: 10_000 }).toBe(2);
    await expect
      .poll(() => reported.filter((each) => each === "choose").length, { timeout: 10_000 })
      .toBeGreaterThan(1);
    expect(shop.applied).toHaveLength(1);
    await isUsable();
  });

  // A form is no API of a cart that scripts make.
  it.each(platform === anyForm ? [] : ["shop's own API"])(
    "is said beside the total of a cart that scripts make, with the prices of the cart as it becomes, by the %s",
    async () => {
      const reported = await open("takes");
      await expect.poll(() => reported, { timeout: 10_000 }).toContain("applied");
      await expect.poll(() => reported.slice(reported.indexOf("applied"))).toContain("choose");
      shop.isScripted = true;
      const { page } = visitor;
      await page.goto(address("/cart"));
      const lines = page.locator("p.ew-coupon");
      await expect
        .poll(() => lines.allTextContents(), { timeout: 10_000 })
        .toEqual(["Your coupon TEN is applied: €45.00 → €41.00."]);
      expect(await page.locator("p.ew-coupon + .sums").count()).toBe(1);
      await page.evaluate("become(3)");
      // Magento does not say what a code takes off.
      await expect
        .poll(() => lines.allTextContents(), { timeout: 10_000 })
        .toEqual(platform === magento ? [] : ["Your coupon TEN is applied: €65.00 → €59.00."]);
      await isUsable();
    },
  );

  it.each(["fails", "lies", "unknown", "expired", "minimum"] as const)(
    "leaves cart and ledger as they were where the shop says: %s",
    async (behaviour) => {
      const before = await ledger();
      const reported = await open(behaviour);
      const reason =
        behaviour === "fails"
          ? "shop_unreachable"
          : behaviour === "lies"
            ? "no_discount"
            : reasons[behaviour];
      const expected = reason === undefined ? /^rejected / : new RegExp(`^rejected ${reason}$`);
      await expect
        .poll(() => reported, { timeout: 10_000 })
        .toEqual(expect.arrayContaining([expect.stringMatching(expected)]));
      expect(reported).not.toContain("applied");
      expect(shop.applied.length).toBeLessThanOrEqual(3);
      if (platform !== anyForm) await expect.poll(() => shop.cart.codes).toEqual([]);
      await expect.poll(async () => (await ledger()).reserved).toBe(before.reserved);
      await isUsable();
    },
  );

  it("waits while the cart is empty, and comes with the first item", async () => {
    const reported = await open("takes", 0);
    await visitor.page.waitForFunction(() => (window as { edgewise?: { q?: unknown } }).edgewise?.q === null);
    await new Promise((passed) => setTimeout(passed, 500));
    expect(shop.applied).toEqual([]);
    shop.cart.quantity = 1;
    await visitor.page.evaluate('edgewise.track("add_to_cart", {})');
    await expect.poll(() => reported, { timeout: 10_000 }).toContain("applied");
    expect(shop.cart.codes).toHaveLength(1);
  });
});

describe("whatever the platform", () => {
  let shop: FakeShop;
  let edge: Edge;
  let visitor: Visitor;
  beforeAll(async () => {
    shop = await startFakeShop(shopify);
    edge = await startEdge({ origin: shop.url, site: { platform: "shopify" }, configuration });
  });
  afterAll(async () => {
    await edge?.close();
    await shop?.close();
  });
  beforeEach(async () => {
    Object.assign(shop.cart, { behaviour: "takes", quantity: 2, codes: [] });
    shop.applied.length = 0;
    shop.isScripted = false;
    shopify.idle = [];
    visitor = await newVisitor(browser);
  });
  afterEach(() => visitor.context.close());

  const address = (where: string) => `http://${shopHost}:${edge.port}${where}`;

  it("a cart page that was open already is loaded once more, and shows what is to be paid", async () => {
    const { page } = visitor;
    const loads: string[] = [];
    page.on("load", () => loads.push(page.url()));
    await page.goto(address("/cart"));
    await expect.poll(() => page.locator("#total").textContent(), { timeout: 10_000 }).toBe("41.00 EUR");
    await page.waitForFunction("window.edgewise?.q === null");
    await new Promise((passed) => setTimeout(passed, 2000));
    expect(loads).toHaveLength(2);
    // Who had no time to read it reads it now.
    expect(await page.locator("[role=status]").allTextContents()).toEqual([
      "Your coupon TEN is applied: €45.00 → €41.00.",
    ]);
    expect(visitor.complaints).toEqual([]);
  });

  it("a cart page whose address does something is not loaded again", async () => {
    const { page } = visitor;
    const loads: string[] = [];
    page.on("load", () => loads.push(page.url()));
    await page.goto(address("/cart?add-to-cart=17"));
    const line = page.locator("[role=status]");
    await expect
      .poll(() => line.allTextContents(), { timeout: 10_000 })
      .toEqual(["Your coupon TEN is applied: €45.00 → €41.00."]);
    await new Promise((passed) => setTimeout(passed, 1000));
    expect(loads).toHaveLength(1);
  });

  it("a code that the shop refuses is not left waiting in the cart, and the shopper's own stays", async () => {
    shop.cart.behaviour = "minimum";
    shopify.idle = ["MEMBERS"];
    const { page } = visitor;
    const rejected = page.waitForRequest((request) => request.postData()?.includes('"rejected"') === true);
    await page.goto(address("/cart"));
    await rejected;
    expect(shop.applied).toHaveLength(1);
    expect(shopify.idle).toEqual(["MEMBERS"]);
  });

  it("other pages are told by an event, which a cart page can take upon itself", async () => {
    const { page } = visitor;
    await page.addInitScript(() =>
      document.addEventListener("edgewise:coupon", (event) => {
        event.preventDefault();
        document.title = JSON.stringify((event as CustomEvent).detail);
      }),
    );
    await page.goto(address("/cart"));
    const told = { codes: ["TEN"], before: 4500, after: 4100, currency: "EUR" };
    await expect.poll(() => page.title(), { timeout: 10_000 }).toBe(JSON.stringify(told));
    expect(await page.locator("#total").textContent()).toBe("45.00 EUR");
    expect(await page.locator("[role=status]").textContent()).toBe(
      "Your coupon TEN is applied: €45.00 → €41.00.",
    );
  });

  it("a shopper who looks at their cart reads one true sentence where the shop refuses", async () => {
    shop.cart.behaviour = "expired";
    await visitor.page.goto(address("/cart"));
    const line = visitor.page.locator("[role=status]");
    await expect.poll(() => line.allTextContents(), { timeout: 10_000 }).toHaveLength(1);
    await expect.poll(() => line.textContent()).toBe("The shop did not take your coupon TEN.");
    // On other pages nobody is bothered with it.
    await visitor.page.goto(address("/"));
    await new Promise((passed) => setTimeout(passed, 1500));
    expect(await line.count()).toBe(0);
    expect(shop.applied).toHaveLength(1);
  });

  it("what was refused on a page on which nobody looks at the cart is said on the cart, once for a tab", async () => {
    shop.cart.behaviour = "expired";
    const { page } = visitor;
    const rejected = page.waitForResponse(
      (response) => response.request().postData()?.includes('"rejected"') === true,
    );
    await page.goto(address("/"));
    await rejected;
    expect(await page.locator("[role=status]").count()).toBe(0);
    await page.goto(address("/cart"));
    const line = page.locator("[role=status]");
    await expect
      .poll(() => line.allTextContents(), { timeout: 10_000 })
      .toEqual(["The shop did not take your coupon TEN."]);
    expect(await line.getAttribute("lang")).toBe("en");
    expect(shop.applied).toHaveLength(1);
    const asked = page.waitForResponse(
      (response) => response.request().postData()?.includes('"choose"') === true,
    );
    await page.goto(address("/cart"));
    await asked;
    await new Promise((passed) => setTimeout(passed, 500));
    expect(await line.count()).toBe(0);
  });

  it("what was applied on a page before is said on the cart, with the price before and after", async () => {
    const { page } = visitor;
    const applied = page.waitForResponse(
      (response) => response.request().postData()?.includes('"applied"') === true,
    );
    await page.goto(address("/"));
    await applied;
    await page.goto(address("/cart"));
    await expect
      .poll(() => page.locator("[role=status]").allTextContents(), { timeout: 10_000 })
      .toEqual(["Your coupon TEN is applied: €45.00 → €41.00."]);
  });

  it.each([
    ["takes", ["TEN"], "Your coupon TEN is applied: €45.00 → €41.00."],
    ["lies", [], "Your coupon TEN does not apply to this cart."],
  ] as const)(
    "a page that is left before it sees what its code did (%s) leaves that to the next, which tries it anew",
    async (behaviour, codes, sentence) => {
      shop.cart.behaviour = behaviour;
      const { page } = visitor;
      // After the shop was asked for the code, this page never gets to see its cart.
      const isHeld = new Promise<void>((held) => {
        void page.route("**/cart.js", (route) => {
          const isLeft = new URL(page.url()).pathname === "/" && shop.applied.length > 0;
          return isLeft ? held() : route.continue();
        });
      });
      await page.goto(address("/"));
      await isHeld;
      expect(shop.cart.codes).toEqual(["TEN"]);
      await page.goto(address("/cart"));
      const line = page.locator("[role=status]");
      await expect.poll(() => line.allTextContents(), { timeout: 10_000 }).toEqual([sentence]);
      await expect.poll(() => shop.cart.codes).toEqual(codes);
    },
  );

  it("a cart that was emptied is a new beginning, and offers do not say that the coupon is there", async () => {
    const { page } = visitor;
    const toldOf = (what: string) =>
      page.waitForResponse((response) => response.request().postData()?.includes(what) === true);
    const applied = toldOf('"applied"');
    await page.goto(address("/"));
    await expect(page.locator(".ew-offer").textContent()).resolves.toContain("No code to type");
    await applied;
    await toldOf('"choose"');
    await page.goto(address("/"));
    expect(await page.locator(".ew-offer").textContent()).toContain(
      "Your coupon TEN is in your cart already.",
    );
    Object.assign(shop.cart, { quantity: 0, codes: [] });
    const emptied = toldOf('"value":0');
    await page.goto(address("/"));
    await emptied;
    await page.goto(address("/"));
    expect(await page.locator(".ew-offer").textContent()).toContain("No code to type");
  });

  it("a cart that does not say its codes is left as it is", async () => {
    shopify.isOlder = true;
    const { page } = visitor;
    const read = page.waitForResponse("**/cart.js");
    await page.goto(address("/cart"));
    await read;
    await new Promise((passed) => setTimeout(passed, 1000));
    shopify.isOlder = false;
    expect(shop.applied).toEqual([]);
    expect(await page.locator("[role=status]").count()).toBe(0);
  });

  it("a shop that does not answer holds nobody up, and is asked once", async () => {
    shop.cart.behaviour = "hangs";
    const { page } = visitor;
    const rejected = page.waitForRequest(
      (request) => request.postData()?.includes("shop_unreachable") === true,
    );
    await page.goto(address("/"));
    await page.locator("main button").click();
    expect(await page.locator("main button").textContent()).toBe("Clicked");
    await rejected;
    expect(shop.applied).toHaveLength(1);
  });

  it("what the shopper takes out stays out", async () => {
    const { page } = visitor;
    const look = async (where: string) => {
      const chosen = page.waitForResponse(
        (response) => response.request().postData()?.includes('"choose"') === true,
      );
      await page.goto(address(where));
      await chosen;
    };
    // A page that is left before it has told leaves a coupon of which nobody saw anything: that is tried again.
    const told = page.waitForResponse(
      (response) => response.request().postData()?.includes('"applied"') === true,
    );
    await look("/");
    await told;
    expect(shop.cart.codes).toEqual(["TEN"]);
    await look("/");
    shop.cart.codes = [];
    for (const where of ["/cart", "/", "/cart"]) await look(where);
    expect(shop.cart.codes).toEqual([]);
    expect(shop.applied).toHaveLength(1);
  });

  describe("on pages that scripts make", () => {
    const lines = () => visitor.page.locator("p.ew-coupon");
    const sentence = "Your coupon TEN is applied: €45.00 → €41.00.";
    const isSaid = (...sentences: readonly string[]) =>
      expect.poll(() => lines().allTextContents(), { timeout: 10_000 }).toEqual(sentences);
    const toldOf = (what: string) =>
      visitor.page.waitForResponse((response) => response.request().postData()?.includes(what) === true);
    const applied = async () => {
      const told = toldOf('"applied"');
      const settled = told.then(() => toldOf('"choose"'));
      await visitor.page.goto(address("/"));
      await settled;
      shop.isScripted = true;
    };

    it("the cart says it from the beginning, so that nothing moves, and once on each page", async () => {
      await applied();
      const { page } = visitor;
      for (const where of ["/cart", "/cart?again"]) {
        await page.goto(address(where));
        await isSaid(sentence);
        expect(await layoutShift(page)).toBe(0);
        await new Promise((passed) => setTimeout(passed, 1000));
        expect(await page.locator("#ew-coupon").count()).toBe(0);
      }
      const seen = await lines().evaluate((line: HTMLElement) => [line.getAttribute("role"), line.lang]);
      expect(seen).toEqual(["status", "en"]);
      // Though the shop gives paragraphs none.
      expect(await lines().evaluate((line) => getComputedStyle(line).marginTop)).toBe("12px");
      expect(visitor.complaints).toEqual([]);
    });

    it("a coupon that is applied while the cart is open is there with the shop's own new total", async () => {
      shop.isScripted = true;
      await visitor.page.goto(address("/cart"));
      await isSaid(sentence);
      expect(await visitor.page.locator(".amount").textContent()).toBe("41,00\u00a0€");
    });

    it("a checkout says that it is there, without prices where its total is another one, and asks for nothing", async () => {
      await applied();
      const { page } = visitor;
      const asked: string[] = [];
      page.on("request", (request) => {
        if (/update\.js|"choose"/.test(`${request.url()} ${request.postData()}`)) asked.push(request.url());
      });
      await page.goto(address("/checkout"));
      await expect
        .poll(() => page.locator(".amount").textContent(), { timeout: 10_000 })
        .toBe("46,00\u00a0€");
      // What the total is called here, nobody has said.
      expect(await lines().count()).toBe(0);
      await page.evaluate(() => {
        document.querySelector(".sums")!.outerHTML = '<p class="order-total">46,00 €</p>';
      });
      await isSaid("Your coupon TEN is applied.");
      expect(asked).toEqual([]);
    });

    it("a cart that is emptied, or loses its code in another tab, says nothing that is not so", async () => {
      await applied();
      const { page } = visitor;
      await page.goto(address("/cart"));
      await isSaid(sentence);
      shop.cart.codes = [];
      await page.evaluate("renew()");
      await isSaid();
      shop.cart.codes = ["TEN"];
      await page.goto(address("/cart"));
      await expect
        .poll(() => page.locator(".amount").textContent(), { timeout: 10_000 })
        .toBe("41,00\u00a0€");
      await page.evaluate("become(0)");
      await expect.poll(() => page.locator("main").textContent()).toBe("Nothing in it.");
      await expect.poll(() => page.locator(".ew-coupon, #ew-coupon").count()).toBe(0);
    });

    it("why the shop refuses is said there, too, once", async () => {
      shop.cart.behaviour = "lies";
      const { page } = visitor;
      const rejected = toldOf('"rejected"');
      await page.goto(address("/"));
      await rejected;
      shop.isScripted = true;
      await page.goto(address("/cart"));
      await expect
        .poll(() => page.locator("p.ew-coupon, #ew-coupon").allTextContents(), { timeout: 10_000 })
        .toEqual(["Your coupon TEN does not apply to this cart."]);
    });

    it("pages that follow one another without loading anything say it on the cart, and nowhere else", async () => {
      await applied();
      const { page } = visitor;
      await page.goto(address("/cart"));
      await isSaid(sentence);
      await page.evaluate(
        "history.pushState(null, '', '/about'); main.innerHTML = '<p>With TEN you pay 41,00 €.</p>'",
      );
      await isSaid();
      await page.evaluate("history.pushState(null, '', '/cart'); setTimeout(renew, 100)");
      await isSaid(sentence);
    });
  });

  it("two tabs put it there once", async () => {
    const { page, context } = visitor;
    shop.cart.quantity = 0;
    await page.goto(address("/"));
    shop.cart.quantity = 1;
    const tabs = await Promise.all([1, 2, 3].map(() => context.newPage()));
    await Promise.all(tabs.map((tab) => tab.goto(address("/"))));
    await expect.poll(() => shop.cart.codes, { timeout: 10_000 }).toEqual(["TEN"]);
    await new Promise((passed) => setTimeout(passed, 1500));
    expect(shop.applied).toHaveLength(1);
  });
});

it("a form that loads the page anew is tried once for a cart, also where the shop refuses", async () => {
  const shop = await startFakeShop(linkForm);
  const edge = await startEdge({ origin: shop.url, site: { platform: "other" }, configuration });
  const visitor = await newVisitor(browser);
  shop.cart.behaviour = "unknown";
  const rejected = visitor.page.waitForRequest(
    (request) => request.postData()?.includes('"rejected"') === true,
  );
  await visitor.page.goto(`http://${shopHost}:${edge.port}/cart`);
  await rejected;
  await new Promise((passed) => setTimeout(passed, 2000));
  expect(shop.applied).toHaveLength(1);
  await visitor.context.close();
  await edge.close();
  await shop.close();
});
