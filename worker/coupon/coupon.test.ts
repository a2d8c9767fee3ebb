import { describe, expect, it } from "vitest";
import type { Coupon } from "../../model/coupon/coupon.ts";
import type { CouponRefusal } from "../../model/coupon/refusal.ts";
import type { HeldCoupon } from "../../model/snapshot.ts";
import { couponWith } from "../../model/testing/coupon.ts";
import { applyCoupons, type CouponDesk, type ShopSession, type WholePage } from "./apply-by-form.ts";
import { amountInHundredths, readCartPage } from "./cart-page.ts";

const cart = { path: "/cart", field: "#coupon_code", applied: ".applied", total: ".total" };

function read(html: string) {
  return readCartPage(new TextEncoder().encode(html), "text/html; charset=utf-8", cart);
}

describe("a cart page", () => {
  it("tells the shop's own coupon form, with everything else that it sends", async () => {
    const { form } = read(`
      <form action="/search" method="get"><input type="hidden" name="lang" value="en"></form>
      <form action="/cart?step=1&amp;x=2" METHOD=POST>
        <input type=hidden name=_token value="a&amp;b&#x2F;c&quot;">
        <input type="number" name="quantity" value="2">
        <button name="remove" value="7">Remove</button>
        <input id="coupon_code" name="code">
        <button name="clear" type="reset">Clear</button>
        <button name="apply" value="Apply &amp; go">Apply</button>
        <button name="update_cart" value="Update">Update</button>
        <input type="HIDDEN" name="referer" value="/cart">
      </form>
      <form method="post"><input type="hidden" name="newsletter" value="1"><button name="join">Join</button></form>`);
    expect(form).toMatchObject({
      action: "/cart?step=1&x=2",
      field: "code",
      others: [
        ["_token", 'a&b/c"'],
        ["apply", "Apply & go"],
        ["referer", "/cart"],
      ],
    });
  });

  it("is sent by an input that is a button, as well", async () => {
    const { form } = read(
      `<form method="post"><input id="coupon_code" name="c"><input type="submit" name="go" value="OK"></form>`,
    );
    expect(form).toEqual({ from: 0, action: "", field: "c", others: [["go", "OK"]] });
  });

  it.each([
    ["a form that is got", `<form action="/cart"><input id="coupon_code" name="code"></form>`],
    [
      "a field outside of any form",
      `<form method="post"><input name="q"></form><input id="coupon_code" name="code">`,
    ],
    ["a field without a name", `<form method="post"><input id="coupon_code"></form>`],
    ["an empty cart", `<p>Your cart is empty.</p>`],
    ["nothing", ""],
  ])("has no coupon form with %s", async (_what, html) => expect(read(html)).toMatchObject({ form: null }));

  it("tells applied coupons apart, and the total, as they read", async () => {
    const html = `<ul><li class="applied">ONE</li><li class="applied"><b>Two</b><i>x</i></li></ul><p class="total">Total:&nbsp;<b>12</b>,50&#160;&euro;\n</p>`;
    expect(read(html)).toMatchObject({ applied: "ONE Two x", total: "Total: 12,50 €" });
  });

  it("tells no more of a total than a visitor can carry", async () => {
    expect(read(`<div class="total">9 ${"x".repeat(500)}</div>`).total).toHaveLength(200);
  });
});

describe("an amount of money", () => {
  it.each([
    ["€1.234,50", 123450],
    ["1,234.50 EUR", 123450],
    ["1 234,50 €", 123450],
    ["1\u202f234,50\u00a0€", 123450],
    ["CHF 1'234.50", 123450],
    ["CHF 1’234.50", 123450],
    ["12 €", 1200],
    ["12,-", 1200],
    ["¥1200", 120000],
    ["1.234 €", 123400],
    ["$1,234,567.89", 123456789],
    ["0.00", 0],
    ["Total: €12.50.", 1250],
    ["Total $ 5.00 (incl. 19 % tax)", 500],
  ])("%s is %i hundredths", (text, hundredths) => expect(amountInHundredths(text)).toBe(hundredths));

  it.each([
    ["1.234 KD", 3, 123.4],
    ["KWD 1,234.500", 3, 123_450],
    ["¥1,234", 0, 123_400],
  ])("%s is with %i digits behind the point %d hundredths", (text, digits, hundredths) =>
    expect(amountInHundredths(text, digits)).toBeCloseTo(hundredths, 6),
  );

  it.each(["", "free", "€", "-.,"])("is not in %j", (text) =>
    expect(amountInHundredths(text)).toBeUndefined(),
  );
});

/** A shop with one shopper's cart of 40 €. */
class Shop implements ShopSession {
  /** Codes that the shop takes, and what they take off. */
  codes: Record<string, number> = { WELCOME10: 10, SAVE5: 5 };
  /** Codes that the shop shows as applied though they change nothing. */
  empty: string[] = [];
  items = 40;
  /** Whether a code takes the place of another one. */
  isForOne = false;
  readonly posted: string[] = [];
  readonly applied: string[] = [];
  /** What is known of coupons beside their codes. */
  settled: Record<string, Partial<Coupon>> = {};
  site = { leastPaidPercent: null as number | null, currency: "EUR" };
  /** Why coupons' objects say no, by code. */
  gone: Record<string, CouponRefusal | "unanswered"> = {};
  readonly told: string[] = [];
  readonly desk: CouponDesk = {
    reserve: async ({ held: { code } }, amount) => {
      this.told.push(`reserve ${code} ${amount}`);
      return this.gone[code];
    },
    keep: ({ held: { code } }, amount) => void this.told.push(`keep ${code} ${amount}`),
    release: ({ held: { code } }) => void this.told.push(`release ${code}`),
  };
  message = "";
  failing: "nothing" | "post" | "get" = "nothing";

  async post(action: string, body: URLSearchParams): Promise<boolean> {
    expect(action).toBe("/cart/coupon");
    expect(body.get("_token")).toBe("s3cret");
    const code = body.get("code") ?? "";
    this.posted.push(code);
    if (this.failing === "post") return false;
    if (code in this.codes && this.isForOne) this.applied.length = 0;
    if (code in this.codes || this.empty.includes(code)) this.applied.push(code);
    else this.message = `${code} is not valid.`;
    return true;
  }

  async get(): Promise<WholePage | undefined> {
    return this.failing === "get" ? undefined : this.page();
  }

  couponOf({ id, code }: HeldCoupon): Coupon {
    return couponWith({ id, code, ...this.settled[id] });
  }

  page(): WholePage {
    const total = this.applied.reduce((left, code) => left - (this.codes[code] ?? 0), this.items);
    const form = `<form method="post" action="/cart/coupon"><input type="hidden" name="_token" value="s3cret"><input id="coupon_code" name="code"></form>`;
    const list = this.applied.map((code) => `<li class="applied">${code.toLowerCase()}</li>`).join("");
    const html =
      this.items === 0
        ? "<p>Empty</p>"
        : `<p>${this.message}</p>${list}${form}<b class="total">€${total}.00</b>`;
    this.message = "";
    return {
      response: new Response(null, { headers: { "content-type": "text/html" } }),
      bytes: new TextEncoder().encode(html),
    };
  }
}

describe("a coupon that a shopper holds", () => {
  const nowMs = 1000;
  const held = (code: string, changes: Partial<HeldCoupon> = {}): HeldCoupon => ({
    id: code.toLowerCase(),
    code,
    state: "held",
    total: null,
    atMs: 1,
    ...changes,
  });

  async function open(shop: Shop, ...coupons: HeldCoupon[]) {
    return openAt({ nowMs, sessionStartedAtMs: 1 }, shop, ...coupons);
  }

  async function openAt(
    since: { nowMs: number; sessionStartedAtMs: number },
    shop: Shop,
    ...coupons: HeldCoupon[]
  ) {
    const own = coupons.map((each) => ({
      held: { ...each, code: each.code ?? "" },
      coupon: shop.couponOf(each),
    }));
    const visit = { form: cart, site: shop.site, ...since };
    const { page, seen, note } = await applyCoupons(shop.page(), own, shop, shop.desk, visit);
    return { seen, note, html: new TextDecoder().decode(page.bytes) };
  }

  it("is in the cart that they see", async () => {
    const shop = new Shop();
    const { html, seen } = await open(shop, held("WELCOME10"));
    expect(html).toContain("€30.00");
    expect(html).toContain("welcome10");
    expect(seen).toEqual([held("WELCOME10", { state: "applied", total: "€30.00", atMs: nowMs, off: 1000 })]);
    expect(await open(shop, ...seen)).toMatchObject({ seen: [] });
    expect(shop.posted).toEqual(["WELCOME10"]);
  });

  it.each([40, 60])(
    "stays off once they took it off, in a cart of %i €, for the rest of the visit",
    async (items) => {
      const shop = new Shop();
      const { seen } = await open(shop, held("WELCOME10"));
      shop.applied.length = 0;
      shop.items = items;
      const { html, seen: off } = await open(shop, ...seen);
      expect(html).toContain(`€${items}.00`);
      expect(off).toMatchObject([{ state: "removed" }]);
      shop.items = 80;
      expect((await open(shop, ...off)).seen).toEqual([]);
      expect(shop.posted).toEqual(["WELCOME10"]);
      const later = { nowMs: 9000, sessionStartedAtMs: 8000 };
      expect((await openAt(later, shop, ...off)).seen).toMatchObject([{ state: "applied", total: "€70.00" }]);
    },
  );

  it("stays off also where the cart grew while it was applied", async () => {
    const shop = new Shop();
    const { seen } = await open(shop, held("WELCOME10"));
    shop.items = 60;
    const { seen: grown } = await open(shop, ...seen);
    expect(grown).toMatchObject([{ state: "applied", total: "€50.00" }]);
    shop.applied.length = 0;
    expect((await open(shop, ...grown)).seen).toMatchObject([{ state: "removed" }]);
  });

  it("is asked for again where the cart shrank and the shop dropped it", async () => {
    const shop = new Shop();
    const { seen } = await open(shop, held("WELCOME10"));
    shop.applied.length = 0;
    shop.items = 25;
    expect((await open(shop, ...seen)).html).toContain("€15.00");
    expect(shop.posted).toEqual(["WELCOME10", "WELCOME10"]);
  });

  it("begins anew with an empty cart, as after an order", async () => {
    const shop = new Shop();
    const { seen } = await open(shop, held("WELCOME10"));
    shop.applied.length = 0;
    shop.items = 0;
    const { seen: empty } = await open(shop, ...seen);
    expect(empty).toMatchObject([{ state: "held", total: null }]);
    shop.items = 40;
    expect((await open(shop, ...empty)).seen).toMatchObject([{ state: "applied" }]);
  });

  it("never takes the place of a code that the shopper chose", async () => {
    const shop = new Shop();
    shop.codes = { BEST20: 20, WELCOME10: 10 };
    shop.applied.push("BEST20");
    const { html, seen } = await open(shop, held("WELCOME10"));
    expect(html).toContain("€20.00");
    expect(seen).toEqual([]);
    expect(shop.posted).toEqual([]);
  });

  it("is noticed where they typed it themselves, in whatever case", async () => {
    const shop = new Shop();
    shop.applied.push("WELCOME10");
    expect((await open(shop, held("Welcome10"))).seen).toMatchObject([{ state: "applied" }]);
    expect(shop.posted).toEqual([]);
  });

  it("is not taken for another one that begins like it", async () => {
    const shop = new Shop();
    shop.codes = { SAVE5: 5, SAVE50: 20 };
    shop.applied.push("SAVE50");
    expect((await open(shop, held("SAVE5"))).seen).toEqual([]);
  });

  it("is refused quietly, and not asked again until the total is another one", async () => {
    const shop = new Shop();
    const { html, seen } = await open(shop, held("NOPE"));
    expect(html).toContain("€40.00");
    expect(html).not.toContain("not valid");
    const reason = "refused_by_shop";
    expect(seen).toEqual([held("NOPE", { state: "refused", total: "€40.00", atMs: nowMs, reason })]);
    expect((await open(shop, ...seen)).seen).toEqual([]);
    expect(shop.posted).toEqual(["NOPE"]);
    shop.items = 60;
    shop.codes = { NOPE: 15 };
    expect(await open(shop, ...seen)).toMatchObject({
      html: expect.stringContaining("€45.00"),
      seen: [{ state: "applied", total: "€45.00" }],
    });
  });

  it("is refused where the shop shows it, but takes nothing off", async () => {
    const shop = new Shop();
    shop.empty = ["GIFT"];
    expect((await open(shop, held("GIFT"))).seen).toMatchObject([{ state: "refused", total: "€40.00" }]);
  });

  it("goes first to the next one where the shop refuses it, and no further once one is applied", async () => {
    const shop = new Shop();
    const { html, seen } = await open(shop, held("NOPE"), held("WELCOME10"), held("SAVE5"));
    expect(html).toContain("€30.00");
    expect(seen.map(({ code, state }) => [code, state])).toEqual([
      ["NOPE", "refused"],
      ["WELCOME10", "applied"],
    ]);
    expect(shop.posted).toEqual(["NOPE", "WELCOME10"]);
  });

  it("waits while the cart is empty", async () => {
    const shop = new Shop();
    shop.items = 0;
    expect((await open(shop, held("WELCOME10"))).seen).toEqual([]);
    expect(shop.posted).toEqual([]);
  });

  it.each(["post", "get"] as const)(
    "waits where the shop fails to %s, and the shopper sees the cart as it was",
    async (failing) => {
      const shop = new Shop();
      shop.failing = failing;
      const { html, seen } = await open(shop, held("WELCOME10"), held("SAVE5"));
      expect(html).toContain("€40.00");
      expect(seen).toEqual([]);
      expect(shop.posted).toEqual(["WELCOME10"]);
      expect(shop.told).toEqual(["reserve WELCOME10 0", "release WELCOME10"]);
    },
  );

  describe("of which there may be only so many", () => {
    it("is reserved before the shop is asked, and then kept for what it really took off", async () => {
      const shop = new Shop();
      shop.settled = { welcome10: { discount: { kind: "percent", percent: 20, most: null } } };
      await open(shop, held("WELCOME10"));
      expect(shop.told).toEqual(["reserve WELCOME10 800", "keep WELCOME10 1000"]);
    });

    it("is kept for what it takes off by now: a share of a larger cart is more, and a code that was typed is no gift", async () => {
      const shop = new Shop();
      shop.settled = { welcome10: { discount: { kind: "percent", percent: 25, most: null } } };
      const { seen } = await open(shop, held("WELCOME10"));
      shop.told.length = 0;
      shop.items = 400;
      shop.codes["WELCOME10"] = 100;
      expect((await open(shop, ...seen)).seen).toMatchObject([{ total: "€300.00", off: 10_000 }]);
      expect(shop.told).toEqual(["keep WELCOME10 10000"]);
      shop.told.length = 0;
      shop.settled = { welcome10: { discount: { kind: "amount", amount: 1000 } } };
      await open(shop, held("WELCOME10"));
      expect(shop.told).toEqual(["keep WELCOME10 1000"]);
    });

    it("is not counted as used where the shop goes on showing it and takes nothing off", async () => {
      const shop = new Shop();
      shop.empty = ["IDLE"];
      const { seen } = await open(shop, held("IDLE"));
      expect(seen).toMatchObject([{ state: "refused", reason: "no_discount" }]);
      shop.told.length = 0;
      expect(await open(shop, ...seen)).toMatchObject({ seen: [], note: null });
      expect(shop.told).toEqual([]);
    });

    it("is not asked for where nothing is left, and the shopper hears why once; the next one is", async () => {
      const shop = new Shop();
      shop.gone = { WELCOME10: "exhausted" };
      const { seen, note, html } = await open(shop, held("WELCOME10"), held("SAVE5"));
      expect(html).toContain("€35.00");
      expect(seen.map(({ code, state, reason }) => [code, state, reason])).toEqual([
        ["WELCOME10", "refused", "exhausted"],
        ["SAVE5", "applied", undefined],
      ]);
      // What is in the cart is worth saying, not what is not.
      expect(note).toBeNull();
      expect(shop.posted).toEqual(["SAVE5"]);
      const alone = new Shop();
      alone.gone = { WELCOME10: "exhausted" };
      const refused = await open(alone, held("WELCOME10"));
      expect(refused.note).toEqual({ code: "WELCOME10", reason: "exhausted" });
      expect(await open(alone, ...refused.seen)).toMatchObject({ seen: [], note: null });
      expect(alone.posted).toEqual([]);
    });

    it("waits, and nothing is said, where nobody knows whether there is one", async () => {
      const shop = new Shop();
      shop.gone = { WELCOME10: "unanswered" };
      expect(await open(shop, held("WELCOME10"), held("SAVE5"))).toMatchObject({ seen: [], note: null });
      expect(shop.posted).toEqual([]);
    });

    it("is let go where the shop refuses it, the shopper takes it off, or the cart is empty", async () => {
      const shop = new Shop();
      await open(shop, held("NOPE"));
      expect(shop.told).toEqual(["reserve NOPE 0", "release NOPE"]);
      const { seen } = await open(shop, held("WELCOME10"));
      shop.applied.length = 0;
      shop.told.length = 0;
      await open(shop, ...seen);
      expect(shop.told).toEqual(["release WELCOME10"]);
      shop.items = 0;
      await open(shop, ...seen);
      expect(shop.told).toEqual(["release WELCOME10", "release WELCOME10"]);
    });
  });

  it("is the one that takes off most, within what the shop wants to be left", async () => {
    const shop = new Shop();
    shop.settled = {
      save5: { discount: { kind: "amount", amount: 500 } },
      welcome10: { discount: { kind: "amount", amount: 1000 } },
    };
    expect((await open(shop, held("SAVE5"), held("WELCOME10"))).html).toContain("€30.00");
    const careful = new Shop();
    careful.settled = shop.settled;
    careful.site.leastPaidPercent = 80;
    const { seen, html } = await open(careful, held("SAVE5"), held("WELCOME10"));
    expect(html).toContain("€35.00");
    expect(seen).toMatchObject([
      { code: "WELCOME10", state: "refused", reason: "margin_floor" },
      { code: "SAVE5", state: "applied" },
    ]);
  });

  it("goes together with another where both may", async () => {
    const shop = new Shop();
    const combining = { class: "order", with: ["order"], excludes: [] };
    shop.settled = { save5: { combining }, welcome10: { combining } };
    const { seen, html } = await open(shop, held("SAVE5"), held("WELCOME10"));
    expect(html).toContain("€25.00");
    expect(seen.map(({ state, off }) => [state, off])).toEqual([
      ["applied", 500],
      ["applied", 1000],
    ]);
  });

  it("takes the place of one that is worth less, which is let go", async () => {
    const shop = new Shop();
    shop.codes = { SAVE5: 5, WELCOME10: 10 };
    shop.settled = {
      save5: { discount: { kind: "amount", amount: 500 } },
      welcome10: { discount: { kind: "amount", amount: 1000 } },
    };
    shop.isForOne = true;
    const { seen } = await open(shop, held("SAVE5"));
    shop.told.length = 0;
    const { seen: swapped, html } = await open(shop, ...seen, held("WELCOME10"));
    expect(html).toContain("€30.00");
    expect(swapped.map(({ code, state }) => [code, state])).toEqual([
      ["WELCOME10", "applied"],
      ["SAVE5", "held"],
    ]);
    expect(shop.told).toContain("release SAVE5");
  });

  it("is not asked for below its minimum; the shopper hears that, and the cart above it has the coupon", async () => {
    const shop = new Shop();
    shop.settled = { welcome10: { minimum: 5000, discount: { kind: "amount", amount: 1000 } } };
    const { seen, note } = await open(shop, held("WELCOME10"));
    expect(note).toEqual({ code: "WELCOME10", reason: "minimum_not_met" });
    expect(shop.posted).toEqual([]);
    shop.items = 60;
    expect((await open(shop, ...seen)).seen).toMatchObject([{ state: "applied", total: "€50.00" }]);
  });

  it("is not the reason to keep a shopper waiting: the shop is asked for three at most", async () => {
    const shop = new Shop();
    await open(shop, ...["A", "B", "C", "D", "E"].map((code) => held(code)));
    expect(shop.posted).toEqual(["A", "B", "C"]);
  });

  it("is left alone once it is redeemed, gone or over", async () => {
    const shop = new Shop();
    const over = [
      held("WELCOME10", { state: "redeemed" }),
      held("SAVE5", { state: "gone" }),
      held("OTHER", { expiresAtMs: nowMs }),
    ];
    expect((await open(shop, ...over)).seen).toEqual([]);
    expect(shop.posted).toEqual([]);
  });
});
