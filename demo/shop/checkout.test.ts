import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestShop, sumsOf, wordsOf } from "./testing/shopper.ts";
import type { SeenPage } from "./testing/shopper.ts";

let shop: Awaited<ReturnType<typeof openTestShop>>;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

/** What the page's own script pushes, found by running nothing but JSON. */
function pushed(page: SeenPage) {
  const json = /dataLayer\.push\(([\s\S]*?)\);\s*<\/script>/.exec(page.text)?.[1];
  return JSON.parse(json ?? "null") as unknown;
}

describe("the checkout", () => {
  it("sends an empty bag back", async () => {
    expect((await shop.shopper().go("/checkout")).path).toBe("/cart");
  });

  it("names what is wrong beside each field and keeps what was typed", async () => {
    const shopper = shop.shopper();
    await shopper.add("signal-red-lipstick");
    const page = await shopper.checkout({
      email: "nobody@",
      postcode: "",
      country: "XX",
      city: `Den "Haag"`,
    });
    expect(page.status).toBe(422);
    for (const [field, sentence] of [
      ["email", "Please enter an e-mail address such as name@example.com."],
      ["postcode", "Please enter your postcode."],
      ["country", "Please choose a country from the list."],
    ])
      expect(page.text).toMatch(new RegExp(`id="${field}-error">\\s*${sentence}`));
    expect(page.text).not.toContain("street-error");
    expect(page.text).toContain("Den &quot;Haag&quot;");
    expect(page.text).toContain("nobody@");
    expect(wordsOf(page, "cart-count")).toBe("1");
  });

  it("places an order, empties the bag and pushes the purchase once in the GA4 form", async () => {
    const shopper = shop.shopper();
    await shopper.add("velvet-hour-lipstick", 2, "brick");
    await shopper.add("dusk-eyeshadow-palette");
    await shopper.coupon("WELCOME10");
    const page = await shopper.checkout({ email: "ga4@example.com" });
    expect(page.status).toBe(200);
    expect(sumsOf(page)).toEqual(["€90.00", "−€9.00", "Free", "€81.00"]);
    expect(pushed(page)).toEqual({
      event: "purchase",
      ecommerce: {
        transaction_id: wordsOf(page, "order-reference"),
        value: 81,
        tax: 14.06,
        shipping: 0,
        currency: "EUR",
        coupon: "WELCOME10",
        items: [
          {
            item_id: "OM-L01",
            item_name: "Velvet Hour matte lipstick",
            item_brand: "Odile & Marsh",
            item_category: "Lips",
            item_variant: "Brick",
            price: 24,
            quantity: 2,
          },
          {
            item_id: "OM-E04",
            item_name: "Dusk eyeshadow palette",
            item_brand: "Odile & Marsh",
            item_category: "Eyes",
            item_variant: "Dusk",
            price: 42,
            quantity: 1,
          },
        ],
      },
    });
    const nonce = /'nonce-([^']+)'/.exec(page.headers.get("content-security-policy") ?? "")?.[1];
    expect(page.text).toContain(`<script nonce="${nonce}">`);
    expect(wordsOf(await shopper.go("/cart"), "cart-count")).toBe("0");
  });

  it("keeps an order across a restart, under an address nobody can guess", async () => {
    const shopper = shop.shopper();
    await shopper.add("signal-red-lipstick");
    const placed = await shopper.checkout({ name: "</script><script>alert(1)</script>" });
    expect(placed.path).toMatch(/^\/orders\/[\w-]{24}$/);
    expect(placed.text).not.toContain("<script>alert");
    await shop.reopen();
    const again = await shop.shopper().go(placed.path);
    expect(sumsOf(again)).toEqual(["€26.00", null, "€3.95", "€29.95"]);
    expect((await shopper.go("/orders/1")).status).toBe(404);
  });
});
