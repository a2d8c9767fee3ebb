import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { couponWith } from "../../model/testing/coupon.ts";
import { offerWith } from "../../model/testing/offer.ts";
import { ledgerOf } from "../coupon/ask-coupon.ts";
import { readSnapshot } from "../recognise/cookie.ts";
import { readKeys } from "../recognise/seal.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive } from "../testing/visiting.ts";

const host = "shop.example";
const form = { path: "/cart", field: "#code", applied: ".applied", total: "#total" };
const site = siteWith({ hosts: [host], cart: form });
let nowMs = Date.parse("2026-11-25T11:00:00Z");

const insert = (offer: string) => [{ type: "insertOffer" as const, placement: "top", offer }];
const pool = { kind: "generated", pattern: "GLOW-#############" } as const;
const limits = { total: 1, perPerson: null, perDay: null };
const discount = { kind: "amount", amount: 1000 } as const;

/** Coupons that may be in one cart. */
const several = Array.from({ length: 7 }, (_, index) => `several-${index}`);

/** The cart of each shopper, by the shop's own cookie: what it costs, and the codes in it. */
const carts = new Map<string, { items: number; codes: string[] }>();
let posted: string[] = [];
/** What delivery costs at the checkout. */
let delivery = 0;
/** What the shop shows as its checkout, whatever is in the cart. */
let shown: string | undefined;
/** Codes that the shop takes nothing off for. */
let unknown: RegExp = /^$/;

beforeAll(async () => {
  await prepareDatabase(site);
  const configuration = configurationWith({
    rules: [
      ruleWith({ id: "one", pages: ["/one"], changes: insert("one") }),
      ruleWith({ id: "named", pages: ["/named"], changes: insert("named") }),
      ruleWith({ id: "all", pages: ["/all"], changes: insert("all") }),
      ...several.map((id) => ruleWith({ id, pages: [`/${id}`], changes: insert(id) })),
    ],
    offers: [
      offerWith({ id: "one", headline: "Ten off", coupon: "one" }),
      offerWith({ id: "named", headline: "Yours: {{ coupon.code }}", coupon: "many" }),
      offerWith({ id: "all", headline: "For all", coupon: "all" }),
      ...several.map((id) => offerWith({ id, headline: id, coupon: id })),
    ],
    placements: [{ id: "top", name: "Top", selector: "main", position: "start" }],
    coupons: [
      couponWith({ id: "one", name: "One", pool, limits, discount }),
      couponWith({ id: "many", name: "Many", pool }),
      couponWith({ id: "all", name: "All", code: "ALL" }),
      ...several.map((id) => couponWith({ id, name: id, code: id.toUpperCase() })),
    ],
  });
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  await goLive(site, configuration, nowMs);
});

beforeEach(() => {
  nowMs += 60_000;
  posted = [];
  unknown = /^$/;
  delivery = 0;
  shown = undefined;
  vi.spyOn(Date, "now").mockImplementation(() => nowMs);
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => shop(new Request(input, init)));
});
afterEach(() => vi.restoreAllMocks());

async function shop(request: Request): Promise<Response> {
  const shopper = /sid=(\w+)/.exec(request.headers.get("cookie") ?? "")?.[1] ?? "";
  const cart = carts.get(shopper) ?? { items: 40, codes: [] };
  carts.set(shopper, cart);
  const { pathname } = new URL(request.url);
  if (pathname === "/code") {
    const code = new URLSearchParams(await request.text()).get("code") ?? "";
    posted.push(code);
    if (!unknown.test(code)) cart.codes.push(code);
    return new Response(null, { status: 303, headers: { location: "/cart" } });
  }
  const left = Math.max(0, cart.items - 10 * cart.codes.length);
  if (pathname === "/checkout") {
    const page = shown ?? checkout(cart.codes, `€${left + delivery}.00`);
    return new Response(page, { headers: { "content-type": "text/html" } });
  }
  const list = cart.codes.map((code) => `<i class="applied">${code}</i>`).join("");
  const html =
    pathname !== "/cart"
      ? "<h1>Shop</h1><main></main>"
      : cart.items === 0
        ? "<p>Your cart is empty.</p>"
        : `<form method="post" action="/code"><input id="code" name="code"></form>${list}` +
          `<b id="total">€${left}.00</b>`;
  const headers = { "content-type": "text/html" };
  return new Response(`<html><head></head><body>${html}</body></html>`, { headers });
}

function checkout(codes: readonly string[], total: string): string {
  const list = codes.map((code) => `<p>Coupon <b class="applied">${code}</b></p>`).join("");
  const sums = `<dl><div><dt>Total</dt><dd id="total">${total}</dd></div></dl>`;
  return `<html><head></head><body><h1>Checkout</h1><form><input name="email"></form><section>${list}${sums}</section></body></html>`;
}

let shoppers = 0;
function newShopper(language = "en"): { browser: Browser; cart: { items: number; codes: string[] } } {
  const id = `s${++shoppers}`;
  const cart = { items: 40, codes: [] };
  carts.set(id, cart);
  const browser = new Browser(host, { "accept-language": language });
  browser.cookies.set("sid", id);
  return { browser, cart };
}

async function heldBy(browser: Browser) {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const snapshot = await readSnapshot(cookie, site.id, await readKeys(env.COOKIE_KEYS));
  return snapshot?.coupons ?? [];
}

/** Until the profile has told the coupon's object, and the browser knows. */
async function settled(
  browser: Browser,
  isSettled: (coupons: Awaited<ReturnType<typeof heldBy>>) => boolean,
) {
  for (let tries = 0; tries < 50; tries++) {
    await browser.did("page_view", nowMs);
    if (isSettled(await heldBy(browser))) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Not settled: ${JSON.stringify(await heldBy(browser))}`);
}

async function purchase(browser: Browser, params: object, name = "purchase") {
  const event = { id: crypto.randomUUID(), name, timeMs: nowMs, params };
  const answer = await browser.post("/_ew/e", { sentAtMs: nowMs, events: [event] });
  expect(answer.status).toBe(202);
}

const ledger = (coupon: string) => ledgerOf(env, { site: site.id, coupon, shards: 1 });
const inLedger = (coupon: string, counts: object) =>
  vi.waitFor(async () => expect(await ledger(coupon)).toMatchObject(counts), { timeout: 5000 });

describe("a coupon of which there is one", () => {
  const { browser, cart } = newShopper();
  let before: string;

  it("is issued to whom it was offered, and is in the cart that they see, with the price before and after", async () => {
    expect((await browser.ask("/one")).text).toContain("Ten off");
    await settled(browser, ([held]) => held?.code !== null);
    const { text } = await browser.ask("/cart");
    expect(posted).toEqual([expect.stringMatching(/^GLOW-[0-9A-Z]{13}$/)]);
    const [code] = posted;
    expect(text).toContain("€30.00");
    expect(text).toContain(
      `<p role="status" class="ew-coupon" lang="en">Your coupon ${code} is applied: &#8364;40.00 &#8594; &#8364;30.00.</p><b id="total">`,
    );
    expect(await heldBy(browser)).toMatchObject([{ id: "one", code, state: "applied", off: 1000 }]);
    await inLedger("one", { issued: 1, available: 0, reserved: 1, redeemed: 0, reservedAmount: 1000 });
    const again = await browser.ask("/cart");
    expect(again.text).toContain("€30.00");
    // On the next page the shop's own total says so still.
    expect(again.text).toContain(`is applied: &#8364;40.00 &#8594; &#8364;30.00.</p><b id="total">`);
    expect(again.headers.get("cache-control")).toContain("private");
    expect(posted).toHaveLength(1);
  });

  it("is there for nobody else, who is not offered it any more", async () => {
    await vi.waitFor(async () => {
      nowMs += 4000;
      expect((await newShopper().browser.ask("/one")).text).not.toContain("Ten off");
    });
    expect((await browser.ask("/one")).text).toContain("Ten off");
  });

  it("is redeemed with the order, once, and an old cookie does not bring it back", async () => {
    before = browser.cookies.get("__Host-ew") ?? "";
    const order = { transaction_id: "o1", value: 30, currency: "EUR" };
    await purchase(browser, order);
    await purchase(browser, order);
    await inLedger("one", { issued: 1, reserved: 0, redeemed: 1, redeemedAmount: 1000 });
    expect(await heldBy(browser)).toMatchObject([{ id: "one", state: "redeemed" }]);
    cart.codes.length = 0;
    expect((await browser.ask("/cart")).text).toContain("€40.00");
    const after = browser.cookies.get("__Host-ew") ?? "";
    browser.cookies.set("__Host-ew", before);
    await browser.ask("/cart");
    cart.items = 25;
    await browser.ask("/cart");
    expect(posted).toEqual([]);
    await inLedger("one", { issued: 1, redeemed: 1 });
    browser.cookies.set("__Host-ew", after);
  });

  it("is had again where the whole order is paid back, and not for a part of it", async () => {
    await purchase(browser, { transaction_id: "o1", value: 5, currency: "EUR" }, "refund");
    await inLedger("one", { redeemed: 1 });
    await purchase(browser, { transaction_id: "o1", currency: "EUR" }, "refund");
    await inLedger("one", { issued: 1, available: 1, redeemed: 0, redeemedAmount: 0 });
    cart.items = 40;
    expect((await browser.ask("/cart")).text).toContain("€30.00");
    await inLedger("one", { issued: 1, reserved: 1 });
  });
});

describe("a coupon in the cart, on the shop's checkout", () => {
  const line = /<p role="status"[^]*?<\/p>/;
  let shopper: ReturnType<typeof newShopper>;
  let code: string;

  beforeAll(async () => {
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => shop(new Request(input, init)));
    shopper = newShopper();
    await shopper.browser.ask("/all");
    await shopper.browser.ask("/cart");
    code = "ALL";
  });

  it("is said to be applied, with the price before and after where the total is the cart's, and nothing else is changed", async () => {
    const { text } = await shopper.browser.ask("/checkout");
    expect(line.exec(text)?.[0]).toBe(
      '<p role="status" class="ew-coupon" lang="en">Your coupon ALL is applied: &#8364;40.00 &#8594; &#8364;30.00.</p>',
    );
    expect(text).toContain(`<section><p>Coupon <b class="applied">${code}</b></p><p role="status"`);
    expect(text).toContain('</p><dl><div><dt>Total</dt><dd id="total">€30.00</dd></div></dl></section>');
    expect(text.replace(line, "").replace(/<script[^>]*><\/script>/, "")).toBe(checkout(["ALL"], "€30.00"));
  });

  it("is said without a price where the total is another one, as with delivery", async () => {
    delivery = 5;
    expect(line.exec((await shopper.browser.ask("/checkout")).text)?.[0]).toContain(
      ">Your coupon ALL is applied.</p>",
    );
  });

  it("is said in the shopper's language", async () => {
    const cookies = new Map(shopper.browser.cookies);
    const german = new Browser(host, { "accept-language": "de" });
    for (const [name, value] of cookies) german.cookies.set(name, value);
    expect((await german.ask("/checkout")).text).toContain(
      'lang="de">Ihr Gutschein ALL ist eingel&#246;st: 40,00&#160;&#8364; &#8594; 30,00&#160;&#8364;.</p>',
    );
  });

  it.each([
    ["another code", () => checkout(["OTHER"], "€30.00")],
    ["a code that only begins like it", () => checkout(["ALL-10"], "€30.00")],
    ["no code", () => checkout([], "€30.00")],
    ["no total", () => checkout(["ALL"], "in a moment")],
    ["neither", () => "<html><head></head><body><h1>Payment</h1></body></html>"],
  ])("is not mentioned where the shop shows %s", async (_what, html) => {
    shown = html();
    expect((await shopper.browser.ask("/checkout")).text).not.toContain("role=");
  });

  it("is not mentioned to anybody else", async () => {
    shown = checkout(["ALL"], "€30.00");
    const { browser } = newShopper();
    await browser.ask("/all");
    expect((await browser.ask("/checkout")).text).not.toContain("role=");
  });
});

describe("a code of one's own", () => {
  it("is shown once it is known: on the next page", async () => {
    const { browser } = newShopper();
    expect((await browser.ask("/named")).text).not.toContain("Yours");
    await settled(browser, ([held]) => held?.code !== null);
    const [held] = await heldBy(browser);
    expect((await browser.ask("/named")).text).toContain(`Yours: ${held?.code}`);
  });
});

describe("a code for all", () => {
  it("may be used on the very next page, and kept while the cart is empty", async () => {
    const { browser, cart } = newShopper("de");
    cart.items = 0;
    await browser.ask("/all");
    await browser.ask("/cart");
    expect(posted).toEqual([]);
    cart.items = 20;
    const { text } = await browser.ask("/cart");
    expect(text).toContain("€10.00");
    expect(text).toContain("Ihr Gutschein ALL ist eingel&#246;st");
  });

  it("is said to be refused, once, where the shop does not take it", async () => {
    unknown = /ALL/;
    const { browser } = newShopper();
    await browser.ask("/all");
    expect((await browser.ask("/cart")).text).toContain("The shop did not take your coupon ALL.</p><form");
    expect((await browser.ask("/cart")).text).not.toContain("role=");
    expect(posted).toEqual(["ALL"]);
    expect(await heldBy(browser)).toMatchObject([{ state: "refused", reason: "refused_by_shop" }]);
  });

  it("leaves the cart as it is where coupons' objects take long, however many there are to be asked", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    let asked = 0;
    const slow = async () => {
      asked += 1;
      await scheduler.wait(2000);
      return { ok: false, reason: "exhausted" };
    };
    const { cart } = newShopper();
    const reserve = {
      get: (_object: object, name: string) => (name === "reserve" ? slow : async () => ({})),
    };
    const COUPONS = { idFromName: () => "id", get: () => new Proxy({}, reserve) };
    const browser = new Browser(host, {}, { ...env, COUPONS } as unknown as Env);
    browser.cookies.set("sid", `s${shoppers}`);
    for (const coupon of several) await browser.ask(`/${coupon}`);
    const { text, status } = await browser.ask("/cart");
    expect([status, cart.codes]).toEqual([200, []]);
    expect(text).toContain("€40.00");
    expect(asked).toBeGreaterThan(1);
    expect(asked).toBeLessThan(several.length);
  }, 20_000);

  it("leaves the cart as it is where the coupon's object does not answer", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    const COUPONS = {
      idFromName: () => "id",
      get: () => new Proxy({}, { get: () => () => Promise.reject(new Error("down")) }),
    };
    const { cart } = newShopper();
    const bindings = { ...env, COUPONS } as unknown as Env;
    const browser = new Browser(host, {}, bindings);
    browser.cookies.set("sid", `s${shoppers}`);
    await browser.ask("/all");
    const { text, status } = await browser.ask("/cart");
    expect([status, cart.codes]).toEqual([200, []]);
    expect(text).toContain("€40.00");
    expect(text).not.toContain("role=");
  });
});
