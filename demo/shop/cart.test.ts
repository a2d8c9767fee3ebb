import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestShop, sumsOf, wordsOf } from "./testing/shopper.ts";

let shop: Awaited<ReturnType<typeof openTestShop>>;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

describe("the bag", () => {
  it("adds up to the cent and charges delivery below €35", async () => {
    const shopper = shop.shopper();
    await shopper.add("sheer-verse-lipstick");
    const page = await shopper.add("fine-line-lip-pencil");
    expect(page.path).toBe("/cart");
    expect(sumsOf(page)).toEqual(["€32.00", null, "€3.95", "€35.95"]);
    expect(page.text).toContain("€3.00 more and delivery is free.");
    expect(wordsOf(page, "cart-count")).toBe("2");
  });

  it("delivers free from exactly €35", async () => {
    const shopper = shop.shopper();
    await shopper.add("glass-note-lip-gloss");
    expect(sumsOf(await shopper.add("last-word-setting-mist"))).toEqual(["€35.00", null, "Free", "€35.00"]);
  });

  it("keeps shades apart and puts equal ones together", async () => {
    const shopper = shop.shopper();
    await shopper.add("velvet-hour-lipstick", 1, "fig");
    await shopper.add("velvet-hour-lipstick", 2, "brick");
    const page = await shopper.add("velvet-hour-lipstick", 1, "fig");
    expect(page.text.match(/class="cart-line"/g)).toHaveLength(2);
    expect(sumsOf(page)[0]).toBe("€96.00");
  });

  it("changes quantities, takes lines out, and stops at ten", async () => {
    const shopper = shop.shopper();
    await shopper.add("signal-red-lipstick", 9);
    const line = { product: "signal-red-lipstick", shade: "signal" };
    expect(wordsOf(await shopper.add("signal-red-lipstick", 9), "cart-count")).toBe("10");
    const three = await shopper.submit("/cart", "/cart/update", { ...line, quantity: "3" });
    expect(sumsOf(three)[3]).toBe("€78.00");
    const none = await shopper.submit("/cart", "/cart/remove", line);
    expect(none.text).toContain("There is nothing in it yet.");
  });

  it("is still there after the shop was closed and opened again, with its coupon", async () => {
    const shopper = shop.shopper();
    await shopper.add("night-plum-lipstick", 2);
    await shopper.coupon("LIPS15");
    await shop.reopen();
    const page = await shopper.go("/cart");
    expect(sumsOf(page)).toEqual(["€52.00", "−€7.80", "Free", "€44.20"]);
  });

  it("does not take what is sold out, unknown, or no quantity at all", async () => {
    const shopper = shop.shopper();
    expect((await shopper.add("harvest-eyeshadow-palette")).text).toContain("Harvest is sold out for now");
    expect((await shopper.add("no-such-thing")).status).toBe(422);
    const strange = await shopper.submit("/sign-in", "/cart/add", {
      product: "signal-red-lipstick",
      quantity: "-2",
    });
    expect(strange.status).toBe(422);
    expect((await shopper.go("/cart")).text).toContain("There is nothing in it yet.");
  });
});
