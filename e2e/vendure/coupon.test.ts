import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { openBrowser } from "../testing/browser.ts";
import { Buyer } from "./buyer.ts";
import { type Shop, startShop } from "./shop.ts";
import { byForm, type Code } from "./site.ts";

let shop: Shop;
let browser: Browser;
beforeAll(async () => {
  [shop, browser] = await Promise.all([startShop(byForm), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

async function arrive(code?: Code): Promise<Buyer> {
  const buyer = await Buyer.arrive(browser, shop.url);
  onTestFinished(() => buyer.leaves());
  if (code !== undefined) await buyer.isOffered(code);
  return buyer;
}

describe("a coupon in a Vendure shop", () => {
  it("is in the bag without typing, and what is paid is lower by it, to the cent", async () => {
    const buyer = await arrive("GLOW10");
    // 24.00 less 10 %.
    expect(await buyer.puts("velvet-lipstick")).toEqual({ codes: ["GLOW10"], total: "€21.60", said: "" });
    // Delivery is 3.95.
    expect(await buyer.goesToPayment("ada@mail.example")).toMatchObject({
      codes: ["GLOW10"],
      total: "€25.55",
    });

    const told = buyer.page.waitForRequest((request) => request.postData()?.includes('"purchase"') === true);
    expect(await buyer.pays("/orders/*")).toMatchObject({ codes: ["GLOW10"], total: "€25.55" });
    const code = await buyer.page.locator(".order-code").innerText();
    expect((await told).postData()).toContain(code);
    expect(buyer.complaints).toEqual([]);
  });

  it("belongs to nobody who was not offered it", async () => {
    const buyer = await arrive();
    expect(await buyer.puts("velvet-lipstick")).toEqual({ codes: [], total: "€24.00", said: "" });
  });

  it("leaves the bag as it is below the minimum, and is there as soon as the bag is worth it", async () => {
    const buyer = await arrive("BAG30");
    const below = { codes: [], total: "€12.00", said: "" };
    expect(await buyer.puts("lip-pencil")).toEqual(below);
    expect(await buyer.opensBag()).toEqual(below);
    // 36.00 less 10 %.
    expect(await buyer.puts("velvet-lipstick")).toEqual({ codes: ["BAG30"], total: "€32.40", said: "" });
    expect(await buyer.goesToPayment("bea@mail.example")).toMatchObject({ total: "€36.35" });
    expect(await buyer.pays("/orders/*")).toMatchObject({ codes: ["BAG30"], total: "€36.35" });
  });

  it("that has expired leaves the bag as it is, and the shop's form works for other codes", async () => {
    const buyer = await arrive("SUMMER");
    const full = { codes: [], total: "€24.00" };
    expect(await buyer.puts("velvet-lipstick")).toEqual({ ...full, said: "" });
    expect(await buyer.types("SUMMER")).toEqual({ ...full, said: 'Coupon code "SUMMER" has expired' });
    expect(await buyer.types("MISTYPED")).toEqual({ ...full, said: 'Coupon code "MISTYPED" is not valid' });
    expect(await buyer.types("glow10")).toEqual({ codes: ["GLOW10"], total: "€21.60", said: "" });
  });

  it("that one may use, in two bags at once: one pays less, and the other is told before paying", async () => {
    const [first, second] = [await arrive("ONLY1"), await arrive("ONLY1")];
    const held = { codes: ["ONLY1"], total: "€21.60", said: "" };
    expect(await first.puts("velvet-lipstick")).toEqual(held);
    expect(await second.puts("velvet-lipstick")).toEqual(held);
    await first.goesToPayment("cleo@mail.example");
    expect(await second.goesToPayment("dora@mail.example")).toMatchObject({
      codes: ["ONLY1"],
      total: "€25.55",
    });

    expect(await first.pays("/orders/*")).toMatchObject({ codes: ["ONLY1"], total: "€25.55" });
    expect(await second.pays("/checkout/payment")).toEqual({
      codes: [],
      total: "€27.95",
      said: "ONLY1 can no longer be used: please look at the total again. Nothing has been paid yet.",
    });
    // Delivery is chosen already. Nothing claims a coupon that the shop does not take.
    expect(await second.opensBag()).toEqual({ codes: [], total: "€27.95", said: "" });
    expect(await second.goesToPayment("dora@mail.example")).toMatchObject({ total: "€27.95" });
    expect(await second.pays("/orders/*")).toMatchObject({ codes: [], total: "€27.95" });
  });

  it("for one order of each customer is gone from their second one before they pay", async () => {
    const email = "eve@mail.example";
    const buyer = await arrive("HELLO");
    await buyer.puts("velvet-lipstick");
    await buyer.goesToPayment(email);
    expect(await buyer.pays("/orders/*")).toMatchObject({ codes: ["HELLO"], total: "€25.55" });

    // On another device, until they say who they are, they might be anybody.
    const again = await arrive("HELLO");
    expect(await again.puts("velvet-lipstick")).toMatchObject({ codes: ["HELLO"], total: "€21.60" });
    expect(await again.goesToPayment(email)).toEqual({
      codes: [],
      total: "€27.95",
      said: "HELLO can no longer be used: please look at the total again. Nothing has been paid yet.",
    });
  });

  it("is also taken from the browser, by the shop's own API in the shopper's session", async () => {
    const buyer = await arrive();
    await buyer.puts("velvet-lipstick");
    const applied = await buyer.page.evaluate(async () => {
      const query = `mutation { applyCouponCode(couponCode: "GLOW10") { ... on Order { totalWithTax } } }`;
      const headers = { "content-type": "application/json" };
      const answer = await fetch("/shop-api", { method: "POST", headers, body: JSON.stringify({ query }) });
      return answer.json();
    });
    expect(applied).toEqual({ data: { applyCouponCode: { totalWithTax: 2160 } } });
    expect(await buyer.opensBag()).toEqual({ codes: ["GLOW10"], total: "€21.60", said: "" });
  });
});
