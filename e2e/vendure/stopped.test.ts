import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../testing/browser.ts";
import { Buyer } from "./buyer.ts";
import { type Shop, startShop } from "./shop.ts";
import { byForm } from "./site.ts";

let shop: Shop;
let browser: Browser;
beforeAll(async () => {
  [shop, browser] = await Promise.all([startShop(byForm), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

const full = { codes: [], total: "€24.00", said: "" };

describe("where Vendure stops answering while a coupon is applied", () => {
  it("the bag is shown as it was, and holds the coupon once Vendure goes on", async () => {
    const buyer = await Buyer.arrive(browser, shop.url);
    await buyer.isOffered("GLOW10");
    shop.before("/cart/coupon", () => shop.vendure.pause());
    expect(await buyer.puts("velvet-lipstick")).toEqual(full);
    expect(await buyer.page.getByRole("button", { name: "Apply" }).isEnabled()).toBe(true);
    shop.vendure.goOn();
    expect(await buyer.opensBag()).toEqual({ codes: ["GLOW10"], total: "€21.60", said: "" });
    expect(buyer.complaints).toEqual([]);
    await buyer.leaves();
  });

  it("for good, the bag is shown as it was, and what the shop still has is there", async () => {
    const buyer = await Buyer.arrive(browser, shop.url);
    await buyer.isOffered("GLOW10");
    shop.before("/cart/coupon", () => shop.vendure.stop());
    expect(await buyer.puts("velvet-lipstick")).toEqual(full);
    expect((await buyer.page.reload())?.status()).toBe(503);
    expect(await buyer.page.locator("main").innerText()).toContain(
      "The shop cannot reach your bag right now. It is not lost.",
    );
    await buyer.page.getByRole("link", { name: "Small shop" }).click();
    await buyer.page.getByRole("link", { name: "Day cream" }).click();
    expect(await buyer.page.locator(".price").innerText()).toBe("€38.50");
    await buyer.leaves();
  });
});
