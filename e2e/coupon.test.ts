import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addToCart, cartOf, startDemo } from "./testing/demo-shop.ts";
import type { Edge } from "./testing/edge.ts";
import { Shopper } from "./testing/shopper.ts";

const fromAnAd = "/?utm_source=instagram&utm_medium=paid_social";

let edge: Edge;
beforeAll(async () => {
  edge = await startDemo();
});
afterAll(() => edge?.close());

async function welcomed(): Promise<Shopper> {
  const shopper = new Shopper(edge.port);
  const { text } = await shopper.ask(fromAnAd);
  expect(text).toContain("Welcome: 10 % off your first order");
  return shopper;
}

describe("the coupon of an offer that was shown", () => {
  it("is in the cart without typing, and the total is lower by it, to the cent", async () => {
    const shopper = await welcomed();
    await addToCart(shopper, "velvet-hour-lipstick");
    const cart = cartOf(await shopper.ask("/cart"));
    // 24.00 less 10 % is 21.60; delivery is 3.95.
    expect(cart).toEqual({ coupon: "WELCOME10", total: "€25.55" });
  });

  it("is said to be there beside the total, on the cart and the checkout, with the price before and after", async () => {
    const shopper = await welcomed();
    await addToCart(shopper, "velvet-hour-lipstick");
    const line =
      '<p role="status" class="ew-coupon" lang="en">Your coupon WELCOME10 is applied: &#8364;27.95 &#8594; &#8364;25.55.</p>';
    for (const path of ["/cart", "/cart", "/checkout"]) {
      const { text, headers } = await shopper.ask(path);
      expect(text.split(line), path).toHaveLength(2);
      expect(text).toContain(`${line}<dl class="totals">`);
      expect(headers["cache-control"]).toContain("private");
    }
    const { text } = await shopper.ask("/category/lips");
    expect(text).toContain("Your coupon WELCOME10 is in your cart already.");
  });

  it("stays with the cart when it changes, and is asked for only once", async () => {
    const shopper = await welcomed();
    await addToCart(shopper, "velvet-hour-lipstick");
    await shopper.ask("/cart");
    await addToCart(shopper, "velvet-hour-lipstick");
    expect(cartOf(await shopper.ask("/cart"))).toEqual({ coupon: "WELCOME10", total: "€43.20" });
  });

  it("waits while the cart is empty", async () => {
    const shopper = await welcomed();
    expect((await shopper.ask("/cart")).text).toContain("There is nothing in it yet.");
    await addToCart(shopper, "velvet-hour-lipstick");
    expect(cartOf(await shopper.ask("/cart")).coupon).toBe("WELCOME10");
  });

  it("is refused below the shop's minimum without a word, and taken as soon as the cart is worth it", async () => {
    const shopper = await welcomed();
    await addToCart(shopper, "fine-line-lip-pencil");
    const below = await shopper.ask("/cart");
    expect(cartOf(below).coupon).toBeUndefined();
    expect(below.text).not.toContain("coupon-refused");
    // The page is fresh: its own form still works for a shopper who types a code.
    const csrf = /name="csrf" value="([^"]+)"/.exec(below.text)?.[1] ?? "";
    expect((await shopper.submit("/cart/coupon", { csrf, coupon: "NOSUCH" })).status).toBe(303);
    await addToCart(shopper, "velvet-hour-lipstick");
    expect(cartOf(await shopper.ask("/cart")).coupon).toBe("WELCOME10");
  });

  it("is remembered by the profile, also where the cookie missed it", async () => {
    const shopper = new Shopper(edge.port);
    await shopper.ask(fromAnAd.replace("/", "/products/velvet-hour-lipstick"));
    const before = shopper.cookies.get("__Host-ew")!;
    await shopper.ask("/");
    shopper.cookies.set("__Host-ew", before);
    await addToCart(shopper, "velvet-hour-lipstick");
    // The profile hears of the offer behind the response, so the first event may still be ahead of it.
    const afterAnEvent = async () => {
      await shopper.did({ name: "page_view" });
      return cartOf(await shopper.ask("/cart")).coupon;
    };
    await expect.poll(afterAnEvent).toBe("WELCOME10");
  });

  it("belongs to nobody who did not see the offer", async () => {
    const shopper = new Shopper(edge.port);
    expect((await shopper.ask("/")).text).not.toContain("Welcome: 10 %");
    await addToCart(shopper, "velvet-hour-lipstick");
    expect(cartOf(await shopper.ask("/cart"))).toEqual({ coupon: undefined, total: "€27.95" });
  });

  it("is not tried by a page that is only fetched ahead", async () => {
    const shopper = await welcomed();
    await addToCart(shopper, "velvet-hour-lipstick");
    const ahead = await shopper.ask("/cart", { headers: { "sec-purpose": "prefetch" } });
    expect(cartOf(ahead).coupon).toBeUndefined();
  });
});
