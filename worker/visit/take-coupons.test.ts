import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Coupon } from "../../model/coupon/coupon.ts";
import { couponWith } from "../../model/testing/coupon.ts";
import { offerWith } from "../../model/testing/offer.ts";
import { ledgerOf } from "../coupon/ask-coupon.ts";
import { forgetVisitor } from "../erase/forget-visitor.ts";
import { profileOf } from "../profile/profile-of.ts";
import { readSnapshot } from "../recognise/cookie.ts";
import { readKeys } from "../recognise/seal.ts";
import { everythingStored } from "../testing/everything-stored.ts";
import { configurationWith, prepareDatabase, ruleWith, siteWith } from "../testing/shop.ts";
import { Browser, goLive } from "../testing/visiting.ts";

const home = "<html><head></head><body><h1>Shop</h1><main></main></body></html>";
const cart = { value: 5000, total: 5395, currency: "EUR", codes: [] as string[] };
const ten = { kind: "percent", percent: 10, most: null } as const;

let shops = 0;

/** A shop on a platform, whose home page has offers with these coupons. */
async function openShop(coupons: readonly Coupon[], changes: object = {}) {
  const id = `talk-${++shops}`;
  const site = siteWith({ id, hosts: [`${id}.example`], platform: "shopify", ...changes });
  const rules = coupons.map((coupon) =>
    ruleWith({
      id: coupon.id,
      name: coupon.name,
      changes: [{ type: "insertOffer", placement: coupon.id, offer: coupon.id }],
    }),
  );
  const configuration = configurationWith({
    rules,
    offers: coupons.map((coupon) => offerWith({ id: coupon.id, coupon: coupon.id })),
    placements: coupons.map(({ id: place }, index) => {
      return { id: place, name: place, selector: index === 0 ? "main" : "h1", position: "after" };
    }),
    coupons: [...coupons],
  });
  await goLive(site, configuration, Date.now());
  return { id, host: `${id}.example` };
}

beforeAll(() => prepareDatabase());
beforeEach(() => {
  vi.stubGlobal("fetch", async () => new Response(home, { headers: { "content-type": "text/html" } }));
});

class Shopper extends Browser {
  readonly #host: string;
  readonly #site: string;

  constructor({ id, host }: { id: string; host: string }, headers: Record<string, string> = {}) {
    super(host, headers);
    this.#host = host;
    this.#site = id;
  }

  async say(question: object) {
    const body = { page_location: `https://${this.#host}/cart`, ...question };
    const { status, text } = await this.post("/_ew/coupons", body);
    const answer = JSON.parse(text) as {
      apply: { id: string; code: string; seenBy: string } | null;
      remove: string[];
      say: { text: string; language: string } | null;
      keep: boolean;
      error: { code: string };
    };
    return { status, ...answer };
  }

  async snapshot() {
    const header = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return (await readSnapshot(header, this.#site, await readKeys(env.COOKIE_KEYS)))!;
  }

  async held() {
    return (await this.snapshot()).coupons.map(({ id, state, reason }) => [id, state, reason]);
  }

  async events() {
    const { profile, visitor } = await this.snapshot();
    const copy = await new Response(await profileOf(env.PROFILES, this.#site, profile).copy()).text();
    const { events } = JSON.parse(copy) as { events: { name: string; params: object }[] };
    expect(visitor).toBeDefined();
    return events.filter(({ name }) => name.startsWith("coupon_")).map(({ name, params }) => [name, params]);
  }
}

const ledger = (site: string, coupon = "ten") => ledgerOf(env, { site, coupon, shards: 1 });

describe("a shopper's coupons in a shop's own cart", () => {
  it("are told with the part of the snippet that puts them there, and to nobody who has none", async () => {
    const shop = await openShop([couponWith({ discount: ten })]);
    const shopper = new Shopper(shop);
    expect((await shopper.ask("/about")).text).not.toContain("coupon");
    expect((await shopper.ask("/")).text).toContain('data-load="platform offer coupon"');
    const { text, headers } = await shopper.ask("/about");
    expect(text).toContain('data-load="platform coupon"');
    expect(headers.get("cache-control")).toContain("private");
    expect(await shopper.say({ do: "open" })).toMatchObject({
      status: 200,
      platform: "shopify",
      shopApi: null,
      currency: "EUR",
      cart: null,
    });
  });

  it("are reserved before the shop is asked, and their amount follows what the shop took off", async () => {
    const shop = await openShop([couponWith({ discount: ten })]);
    const shopper = new Shopper(shop);
    await shopper.ask("/");
    expect(await shopper.say({ do: "choose", cart })).toMatchObject({
      apply: { id: "ten", code: "TEN", seenBy: "total" },
      remove: [],
      say: null,
    });
    expect(await ledger(shop.id)).toMatchObject({ issued: 1, reserved: 1, reservedAmount: 500 });
    const applied = { id: "ten", code: "TEN", currency: "EUR", before: 5395, after: 4915 };
    expect(await shopper.say({ do: "applied", ...applied })).toMatchObject({
      keep: true,
      say: { text: "Your coupon TEN is applied: €53.95 → €49.15.", language: "en" },
    });
    expect(await ledger(shop.id)).toMatchObject({ issued: 1, reserved: 1, reservedAmount: 480 });
    expect(await shopper.held()).toEqual([["ten", "applied", undefined]]);
    // Said again, it is no news.
    await shopper.say({ do: "applied", ...applied });
    const there = { ...cart, total: 4915, codes: ["ten"] };
    expect(await shopper.say({ do: "choose", cart: there })).toMatchObject({ apply: null, remove: [] });
    expect(await shopper.events()).toEqual([
      ["coupon_applied", { coupon_id: "ten", coupon: "TEN", value: 4.8, currency: "EUR" }],
    ]);
  });

  it("stay out for this visit once the shopper took them out", async () => {
    const shop = await openShop([couponWith({ discount: ten })]);
    const shopper = new Shopper(shop);
    await shopper.ask("/");
    await shopper.say({ do: "choose", cart });
    await shopper.say({ do: "applied", id: "ten", code: "TEN", currency: "EUR", before: 5395, after: 4895 });
    expect(await shopper.say({ do: "choose", cart })).toMatchObject({ apply: null });
    expect(await shopper.held()).toEqual([["ten", "removed", undefined]]);
    expect(await shopper.say({ do: "choose", cart: { ...cart, value: 9000, total: 9395 } })).toMatchObject({
      apply: null,
    });
    expect(await ledger(shop.id)).toMatchObject({ available: 1, reserved: 0, reservedAmount: 0 });
  });

  it("go back to the pool where the shop refuses, with one true sentence in the shopper's language", async () => {
    const shop = await openShop([couponWith({ discount: ten })]);
    const shopper = new Shopper(shop, { "accept-language": "de-AT,de;q=0.9" });
    await shopper.ask("/");
    await shopper.say({ do: "choose", cart });
    const about = { id: "ten", code: "TEN", currency: "EUR", total: 5395 };
    expect(await shopper.say({ do: "rejected", ...about, reason: "expired" })).toMatchObject({
      keep: false,
      say: { text: "Ihr Gutschein TEN ist zurzeit nicht gültig.", language: "de" },
    });
    expect(await ledger(shop.id)).toMatchObject({ available: 1, reserved: 0 });
    expect(await shopper.held()).toEqual([["ten", "refused", "expired"]]);
    // The same cart is not tried again; another one is.
    expect((await shopper.say({ do: "choose", cart })).apply).toBeNull();
    expect((await shopper.say({ do: "choose", cart: { ...cart, total: 7395 } })).apply).not.toBeNull();
    expect(await shopper.events()).toEqual([
      ["coupon_rejected", { coupon_id: "ten", coupon: "TEN", reason: "expired" }],
    ]);
  });

  it("are tried again on the same cart where the shop did not answer", async () => {
    const shop = await openShop([couponWith({ discount: ten })]);
    const shopper = new Shopper(shop);
    await shopper.ask("/");
    await shopper.say({ do: "choose", cart });
    const about = { id: "ten", code: "TEN", currency: "EUR", total: 5395 };
    await shopper.say({ do: "rejected", ...about, reason: "shop_unreachable" });
    expect((await shopper.say({ do: "choose", cart })).apply).not.toBeNull();
  });

  it("are not asked for below their minimum, and the shopper is told", async () => {
    const shop = await openShop([couponWith({ discount: ten, minimum: 6000 })]);
    const shopper = new Shopper(shop);
    await shopper.ask("/");
    expect(await shopper.say({ do: "choose", cart })).toMatchObject({
      apply: null,
      say: { text: "Your coupon TEN needs a larger cart.", language: "en" },
    });
    expect((await ledger(shop.id)).reserved).toBe(0);
  });

  it("leave a code alone that the shopper typed", async () => {
    const shop = await openShop([couponWith({ discount: ten })]);
    const shopper = new Shopper(shop);
    await shopper.ask("/");
    const typed = { ...cart, codes: ["MYOWN"] };
    expect(await shopper.say({ do: "choose", cart: typed })).toMatchObject({ apply: null, remove: [] });
  });

  it("say what is true of the cart to each page that asks, since nobody may have read it on the page before", async () => {
    const shop = await openShop([couponWith({ discount: ten })]);
    const shopper = new Shopper(shop);
    await shopper.ask("/");
    await shopper.say({ do: "choose", cart });
    const about = { id: "ten", code: "TEN", currency: "EUR" };
    await shopper.say({ do: "rejected", ...about, total: 5395, reason: "no_discount" });
    const refused = { text: "Your coupon TEN does not apply to this cart.", language: "en" };
    expect(await shopper.say({ do: "choose", cart })).toMatchObject({ apply: null, say: refused });

    const larger = { ...cart, value: 9000, total: 9395 };
    expect(await shopper.say({ do: "choose", cart: larger })).toMatchObject({ apply: { id: "ten" } });
    await shopper.say({ do: "applied", ...about, before: 9395, after: 8495 });
    const there = { ...larger, total: 8495, codes: ["TEN"] };
    const applied = { text: "Your coupon TEN is applied: €93.95 → €84.95.", language: "en" };
    expect(await shopper.say({ do: "choose", cart: there })).toMatchObject({ apply: null, say: applied });
    // Of another cart nobody has seen what the shop takes off, or whether it still does.
    const other = { ...there, value: 4000, total: 3995 };
    expect(await shopper.say({ do: "choose", cart: other })).toMatchObject({ apply: null, say: null });
    expect(await shopper.say({ do: "choose", cart: other })).toMatchObject({ apply: null, say: null });
  });

  it("say what several take off a changed cart where the shop itself says it, and reserve that", async () => {
    const combining = { class: "order", with: ["order"], excludes: [] };
    const both = [
      couponWith({ discount: ten, combining }),
      couponWith({ id: "five", name: "Five", code: "FIVE", discount: { ...ten, percent: 5 }, combining }),
    ];
    const shop = await openShop(both);
    const shopper = new Shopper(shop);
    await shopper.ask("/");
    await shopper.say({ do: "choose", cart });
    const about = { currency: "EUR" };
    await shopper.say({ do: "applied", ...about, id: "ten", code: "TEN", before: 5395, after: 4895 });
    await shopper.say({ do: "choose", cart: { ...cart, total: 4895, codes: ["TEN"] } });
    await shopper.say({ do: "applied", ...about, id: "five", code: "FIVE", before: 4895, after: 4645 });
    const taken = [
      { code: "ten", off: 1000 },
      { code: "five", off: 500 },
    ];
    const changed = { ...cart, value: 10_000, total: 8895, codes: ["ten", "five"] };
    expect(await shopper.say({ do: "choose", cart: changed })).toMatchObject({ say: null });
    expect(await shopper.say({ do: "choose", cart: { ...changed, taken } })).toMatchObject({
      apply: null,
      say: {
        text: "Your coupon TEN is applied: €103.95 → €93.95. Your coupon FIVE is applied: €93.95 → €88.95.",
        unpriced: "Your coupon TEN is applied. Your coupon FIVE is applied.",
        codes: ["TEN", "FIVE"],
      },
    });
    expect(await ledger(shop.id)).toMatchObject({ reserved: 1, reservedAmount: 1000 });
    expect(await ledger(shop.id, "five")).toMatchObject({ reserved: 1, reservedAmount: 500 });
    // A shop that keeps a code and takes nothing off for it any more.
    const idle = { ...changed, value: 2000, total: 2395, taken: taken.map(({ code }) => ({ code, off: 0 })) };
    expect(await shopper.say({ do: "choose", cart: idle })).toMatchObject({
      say: { text: "Your coupon TEN does not apply to this cart.", codes: [], unpriced: null },
    });
  });

  it("are priced in the cart's own currency, whichever the shop has", async () => {
    const shop = await openShop([couponWith({ discount: ten })]);
    const shopper = new Shopper(shop, { "accept-language": "de" });
    await shopper.ask("/");
    const yen = { value: 5000, total: 5000, currency: "JPY", codes: [] };
    await shopper.say({ do: "choose", cart: yen });
    await shopper.say({ do: "applied", id: "ten", code: "TEN", currency: "JPY", before: 5000, after: 4500 });
    const taken = [{ code: "TEN", off: 500 }];
    const there = { ...yen, total: 4500, codes: ["TEN"], taken };
    expect(await shopper.say({ do: "choose", cart: there })).toMatchObject({
      say: { text: "Ihr Gutschein TEN ist eingelöst: 5.000\u00a0¥ → 4.500\u00a0¥.", language: "de" },
    });
  });

  it("are reserved one after the other, so that a page that is left keeps none that nobody asked the shop for", async () => {
    const combining = { class: "order", with: ["order"], excludes: [] };
    const both = [
      couponWith({ discount: { ...ten, percent: 20 }, combining }),
      couponWith({ id: "five", name: "Five", code: "FIVE", discount: { ...ten, percent: 5 }, combining }),
    ];
    const shop = await openShop(both);
    const shopper = new Shopper(shop);
    await shopper.ask("/");
    expect(await shopper.say({ do: "choose", cart })).toMatchObject({ apply: { id: "ten" } });
    expect(await ledger(shop.id)).toMatchObject({ reserved: 1 });
    expect(await ledger(shop.id, "five")).toMatchObject({ reserved: 0 });
    const about = { currency: "EUR" };
    await shopper.say({ do: "applied", ...about, id: "ten", code: "TEN", before: 5395, after: 4395 });
    const with20 = { ...cart, total: 4395, codes: ["TEN"] };
    expect(await shopper.say({ do: "choose", cart: with20 })).toMatchObject({ apply: { id: "five" } });
    expect(await ledger(shop.id, "five")).toMatchObject({ reserved: 1 });
    await shopper.say({ do: "applied", ...about, id: "five", code: "FIVE", before: 4395, after: 4195 });
    const with25 = { ...cart, total: 4195, codes: ["TEN", "FIVE"] };
    expect(await shopper.say({ do: "choose", cart: with25 })).toMatchObject({
      apply: null,
      say: {
        text: "Your coupon TEN is applied: €53.95 → €43.95. Your coupon FIVE is applied: €43.95 → €41.95.",
      },
    });
  });

  it("are tried anew where a page was left before it saw what their code did, and only then", async () => {
    const shop = await openShop([couponWith({ discount: ten })]);
    const shopper = new Shopper(shop);
    await shopper.ask("/");
    await shopper.say({ do: "choose", cart });
    const there = { ...cart, total: 4895, codes: ["ten"] };
    expect(await shopper.say({ do: "choose", cart: there, unseen: "TEN" })).toMatchObject({
      apply: null,
      remove: ["TEN"],
      say: null,
    });
    expect(await shopper.events()).toEqual([]);
    expect(await ledger(shop.id)).toMatchObject({ reserved: 0 });
    expect(await shopper.say({ do: "choose", cart })).toMatchObject({ apply: { code: "TEN" } });
    await shopper.say({ do: "applied", id: "ten", code: "TEN", currency: "EUR", before: 5395, after: 4895 });
    // The edge was told: only the page did not hear so.
    expect(await shopper.say({ do: "choose", cart: there, unseen: "TEN" })).toMatchObject({
      remove: [],
      say: { text: "Your coupon TEN is applied: €53.95 → €48.95." },
    });
  });

  it("begin anew with an empty cart, for which nothing is kept", async () => {
    const shop = await openShop([couponWith({ discount: ten })]);
    const shopper = new Shopper(shop);
    await shopper.ask("/");
    await shopper.say({ do: "choose", cart });
    await shopper.say({ do: "applied", id: "ten", code: "TEN", currency: "EUR", before: 5395, after: 4895 });
    const empty = { ...cart, value: 0, total: 0 };
    expect(await shopper.say({ do: "choose", cart: empty })).toMatchObject({ apply: null, say: null });
    expect(await shopper.held()).toEqual([["ten", "held", undefined]]);
    expect(await ledger(shop.id)).toMatchObject({ available: 1, reserved: 0, reservedAmount: 0 });
  });

  it.each([
    ["", false],
    ["_ga=GA1.1; other=session=1", false],
    ["a=1; session=eyJ; session.sig=x", true],
    ["shop-token=eyJ; shop-token.sig=x", true],
  ])("on Vendure are asked for only in a session that there is (%s)", async (cookie, hasSession) => {
    const shop = await openShop([couponWith({ discount: ten })], { platform: "vendure" });
    const shopper = new Shopper(shop);
    for (const pair of cookie.split("; ").filter(Boolean)) {
      const [name = "", ...value] = pair.split("=");
      shopper.cookies.set(name, value.join("="));
    }
    expect(await shopper.say({ do: "open" })).toMatchObject({ status: 200, hasSession });
  });

  it("are changed for a better one, and the other goes back", async () => {
    const small = couponWith({ discount: ten });
    const large = couponWith({
      id: "twenty",
      name: "Twenty",
      code: "TWENTY",
      minimum: 6000,
      discount: { ...ten, percent: 20 },
    });
    const shop = await openShop([small, large]);
    const shopper = new Shopper(shop);
    await shopper.ask("/");
    expect(await shopper.say({ do: "choose", cart })).toMatchObject({ apply: { id: "ten" } });
    await shopper.say({ do: "applied", id: "ten", code: "TEN", currency: "EUR", before: 5395, after: 4895 });
    const larger = { ...cart, value: 9000, total: 8495, codes: ["TEN"] };
    expect(await shopper.say({ do: "choose", cart: larger })).toMatchObject({
      apply: { id: "twenty", code: "TWENTY" },
      remove: ["TEN"],
    });
    expect(await ledger(shop.id)).toMatchObject({ available: 1, reserved: 0 });
    expect(await ledger(shop.id, "twenty")).toMatchObject({ reserved: 1, reservedAmount: 1800 });
  });

  it("are nobody's who is not known to hold them, whatever a browser says", async () => {
    const shop = await openShop([couponWith({ discount: ten })]);
    const stranger = new Shopper(shop);
    await stranger.ask("/about");
    expect(await stranger.say({ do: "choose", cart })).toMatchObject({ status: 200, apply: null });
    const about = { id: "ten", code: "TEN", currency: "EUR" };
    expect(await stranger.say({ do: "applied", ...about, before: 100, after: 1 })).toMatchObject({
      status: 400,
      error: { code: "invalid_request" },
    });
    expect((await ledger(shop.id)).issued).toBe(0);
  });

  it("are taken off again where nothing is left of their budget", async () => {
    const shop = await openShop([couponWith({ discount: ten, budget: 450 })]);
    const shopper = new Shopper(shop);
    await shopper.ask("/");
    expect(await shopper.say({ do: "choose", cart })).toMatchObject({
      apply: null,
      say: { text: "Your coupon TEN is used up.", language: "en" },
    });
    const there = { ...cart, total: 4895, codes: ["TEN"] };
    expect(await shopper.say({ do: "choose", cart: there })).toMatchObject({ apply: null, remove: ["TEN"] });
    expect(await shopper.held()).toEqual([["ten", "refused", "budget_spent"]]);
    expect((await ledger(shop.id)).reservedAmount).toBe(0);
  });

  it("keep no budget from others, whatever carts somebody makes up", async () => {
    const shop = await openShop([couponWith({ discount: ten, budget: 100_000 })]);
    const huge = { ...cart, value: 900_000, total: 900_000 };
    const half = { ...cart, value: 150_000, total: 150_000 };
    const headers = { "cf-connecting-ip": "203.0.113.9" };
    for (const made of [huge, half, half, half]) {
      const liar = new Shopper(shop, headers);
      await liar.ask("/");
      await liar.say({ do: "choose", cart: made });
      await liar.say({ do: "applied", id: "ten", code: "TEN", currency: "EUR", before: 99_000, after: 0 });
    }
    expect((await ledger(shop.id)).reservedAmount).toBeLessThanOrEqual(25_000);
    const shopper = new Shopper(shop, { "cf-connecting-ip": "198.51.100.4" });
    await shopper.ask("/");
    expect((await shopper.say({ do: "choose", cart })).apply).not.toBeNull();
  });

  it("take off no more than was settled, whatever somebody says, and what is refused is not kept", async () => {
    const discount = { kind: "amount", amount: 500 } as const;
    const shop = await openShop([couponWith({ discount, budget: 100_000 })]);
    const shopper = new Shopper(shop);
    await shopper.ask("/");
    await shopper.say({ do: "choose", cart });
    const said = { id: "ten", code: "TEN", currency: "EUR", before: 90_000_000, after: 0 };
    expect(await shopper.say({ do: "applied", ...said })).toMatchObject({ keep: true });
    expect(await ledger(shop.id)).toMatchObject({ reserved: 1, reservedAmount: 500 });
  });

  it("are let go where their cart has become more than the budget has", async () => {
    const shop = await openShop([couponWith({ discount: ten, budget: 4000 })]);
    const shopper = new Shopper(shop);
    await shopper.ask("/");
    await shopper.say({ do: "choose", cart });
    const said = { id: "ten", code: "TEN", currency: "EUR", before: 90_000, after: 80_000 };
    expect(await shopper.say({ do: "applied", ...said })).toMatchObject({ keep: false });
    expect(await ledger(shop.id)).toMatchObject({ reserved: 0, reservedAmount: 0, available: 1 });
  });

  it("are not issued to a cookie from before its visitor was erased", async () => {
    const shop = await openShop([couponWith({ discount: ten })]);
    const shopper = new Shopper(shop);
    await shopper.ask("/");
    const before = await shopper.snapshot();
    await vi.waitFor(async () => expect((await ledger(shop.id)).issued).toBe(1));
    await forgetVisitor(env, shop.id, before);
    await shopper.say({ do: "choose", cart });
    expect(await ledger(shop.id)).toMatchObject({ issued: 1, revoked: 1, reserved: 0 });
    expect(await everythingStored([env.COUPONS])).not.toContain(before.visitor);
  });

  it("count no money of another currency", async () => {
    const discount = { kind: "amount", amount: 500 } as const;
    const shop = await openShop([couponWith({ discount, minimum: 6000 })]);
    const shopper = new Shopper(shop);
    await shopper.ask("/");
    const yen = { ...cart, value: 5000, total: 5500, currency: "JPY" };
    expect((await shopper.say({ do: "choose", cart: yen })).apply).not.toBeNull();
    expect(await ledger(shop.id)).toMatchObject({ reserved: 1, reservedAmount: 500 });
    await shopper.say({ do: "applied", id: "ten", code: "TEN", currency: "JPY", before: 5500, after: 4700 });
    expect(await ledger(shop.id)).toMatchObject({ reserved: 1, reservedAmount: 500 });
    expect(await shopper.events()).toEqual([["coupon_applied", { coupon_id: "ten", coupon: "TEN" }]]);
  });

  it("are asked about by pages of other hosts with what they carry in the place of a cookie", async () => {
    const shop = await openShop([couponWith({ discount: ten })], { snippetHosts: ["www.shop.example"] });
    const shopper = new Shopper(shop);
    await shopper.ask("/");
    const token = [...shopper.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const page = { page_location: "https://www.shop.example/cart", visitor: token };
    const question = { do: "choose", cart, ...page };
    const elsewhere = new Browser(shop.host, { origin: "https://www.shop.example" });
    const { status, text, headers, sets } = await elsewhere.post(`/_ew/coupons?site=${shop.id}`, question);
    expect([status, headers.get("access-control-allow-origin"), sets]).toEqual([
      200,
      "https://www.shop.example",
      [],
    ]);
    expect(JSON.parse(text)).toMatchObject({ apply: { code: "TEN" } });
    const evil = new Browser(shop.host, { origin: "https://evil.example" });
    expect((await evil.post(`/_ew/coupons?site=${shop.id}`, question)).status).toBe(403);
  });

  it("are asked for by nobody dozens of times a minute, and bad questions are told so", async () => {
    const shop = await openShop([couponWith({ discount: ten })]);
    const shopper = new Shopper(shop);
    await shopper.ask("/");
    for (const bad of [
      {},
      { do: "choose" },
      { do: "choose", cart: { ...cart, value: -1 } },
      { do: "choose", cart: { ...cart, currency: "euro" } },
      { do: "choose", cart, page_location: "javascript:alert(1)" },
      { do: "rejected", id: "ten", code: "TEN", currency: "EUR", total: 1, reason: "<b>" },
    ]) {
      expect(await shopper.say(bad)).toMatchObject({ status: 400, error: { code: "invalid_request" } });
    }
    const statuses = new Set<number>();
    for (let times = 0; times < 61; times++) {
      const rejected = { id: "other", code: "X", currency: "EUR", total: 1, reason: "expired" };
      statuses.add((await shopper.say({ do: "rejected", ...rejected })).status);
    }
    expect([...statuses]).toEqual([400, 429]);
    const again = { page_location: `https://${shop.host}/cart`, do: "choose", cart };
    const { status, headers } = await shopper.post("/_ew/coupons", again);
    const waitSeconds = Number(headers.get("retry-after"));
    expect([status, waitSeconds >= 1, waitSeconds <= 60]).toEqual([429, true, true]);
  });
});
