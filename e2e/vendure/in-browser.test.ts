import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { Ledger } from "../../worker/coupon/asked.ts";
import { openBrowser } from "../testing/browser.ts";
import { Buyer, type Seen } from "./buyer.ts";
import { type Shop, startShop } from "./shop.ts";
import { campaignOf, type Code, inBrowser } from "./site.ts";

let shop: Shop;
let browser: Browser;
beforeAll(async () => {
  [shop, browser] = await Promise.all([startShop(inBrowser), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

async function arrive(code: Code): Promise<Buyer> {
  const buyer = await Buyer.arrive(browser, shop.url);
  onTestFinished(() => buyer.leaves());
  await buyer.isOffered(code);
  return buyer;
}

/** What the bag says once the page has done its work, which it does behind what is shown first. */
async function becomes(buyer: Buyer, expected: Partial<Seen>): Promise<void> {
  await expect.poll(() => buyer.seen().catch(() => undefined), { timeout: 15_000 }).toMatchObject(expected);
}

/** The sentence that Edgewise says beside the total, or at the window's edge where that would move what is seen already. */
async function isTold(buyer: Buyer, sentence: string): Promise<void> {
  const line = buyer.page.locator(".ew-coupon, #ew-coupon");
  await expect.poll(() => line.allTextContents(), { timeout: 15_000 }).toEqual([sentence]);
}

async function ledger(code: Code): Promise<Ledger> {
  const objects = await shop.edge.miniflare.getDurableObjectNamespace("COUPONS");
  const object = objects.get(objects.idFromName(`shop/${campaignOf(code)}/0`)) as unknown as {
    ledger(): Promise<Ledger>;
  };
  return object.ledger();
}

const full = { codes: [], total: "€24.00" };

describe("a coupon that the page puts into a Vendure bag", () => {
  it("is in the bag without typing, says what it takes off, is paid for, and is redeemed once", async () => {
    const buyer = await arrive("GLOW10");
    await buyer.puts("velvet-lipstick");
    await becomes(buyer, { codes: ["GLOW10"], total: "€21.60", said: "" });
    await isTold(buyer, "Your coupon GLOW10 is applied: €24.00 → €21.60.");
    expect(await ledger("GLOW10")).toMatchObject({ reserved: 1, reservedAmount: 240, redeemed: 0 });

    await buyer.goesToPayment("ada@mail.example");
    expect(await buyer.pays("/orders/*")).toMatchObject({ codes: ["GLOW10"], total: "€25.55" });
    await expect
      .poll(() => ledger("GLOW10"), { timeout: 15_000 })
      .toMatchObject({ issued: 1, reserved: 0, redeemed: 1, redeemedAmount: 240 });
    expect(buyer.complaints).toEqual([]);
  });

  it("is taken out again below the minimum, and is there as soon as the bag is worth it", async () => {
    const buyer = await arrive("BAG30");
    await buyer.puts("lip-pencil");
    await isTold(buyer, "Your coupon BAG30 does not apply to this cart.");
    const waits = buyer.page.locator(".coupon.waits");
    await buyer.page.reload();
    expect(await waits.count()).toBe(0);
    expect(await ledger("BAG30")).toMatchObject({ reserved: 0 });

    await buyer.puts("velvet-lipstick");
    await becomes(buyer, { codes: ["BAG30"], total: "€32.40", said: "" });
    await isTold(buyer, "Your coupon BAG30 is applied: €36.00 → €32.40.");
  });

  it("asks for no bag before there is one: Vendure would begin another session, and the shop's own bag be lost", async () => {
    const buyer = await arrive("GLOW10");
    const { page } = buyer;
    await page.waitForLoadState("networkidle");
    await page.context().clearCookies({ name: /^session/ });
    const { promise: isAdded, resolve: added } = Promise.withResolvers<void>();
    // What the page asks of Vendure is answered after the item is in the bag.
    shop.before("/shop-api", () => isAdded);
    const opened = page.waitForResponse("**/_ew/coupons");
    await page.goto(`${shop.url}/products/velvet-lipstick`);
    await opened;
    await new Promise((passed) => setTimeout(passed, 500));
    await page.evaluate(async () => {
      const form = document.querySelector("form")!;
      const body = new URLSearchParams(new FormData(form) as never);
      await fetch(form.action, { method: "POST", body, redirect: "manual" });
    });
    added();
    await new Promise((passed) => setTimeout(passed, 500));
    await buyer.opensBag();
    await becomes(buyer, { codes: ["GLOW10"], total: "€21.60" });
  });

  it("is left to the bag's own page while that is on its way, where the shopper reads what came of it", async () => {
    const buyer = await arrive("BAG30");
    const { page } = buyer;
    await page.goto(`${shop.url}/products/lip-pencil`);
    await page.waitForLoadState("networkidle");
    const askedBy: string[] = [];
    page.on("request", (request) => {
      const isAsked = request.postData()?.includes("applyCouponCode") === true;
      if (isAsked) askedBy.push(new URL(request.frame().url()).pathname);
    });
    // The item is in the bag, and the page before it is still there.
    shop.before("/cart", () => new Promise((passed) => setTimeout(passed, 4000)));
    await page.getByRole("button", { name: "Put into the bag" }).click();
    await page.waitForURL(`${shop.url}/cart`);
    await isTold(buyer, "Your coupon BAG30 does not apply to this cart.");
    expect(askedBy).toEqual(["/cart"]);
  });

  it("that has expired leaves the bag as it is, says so, and the shop's form works for other codes", async () => {
    const buyer = await arrive("SUMMER");
    await buyer.puts("velvet-lipstick");
    await isTold(buyer, "Your coupon SUMMER is not valid now.");
    expect(await buyer.seen()).toMatchObject(full);
    expect(await ledger("SUMMER")).toMatchObject({ reserved: 0 });
    expect(await buyer.types("glow10")).toMatchObject({ codes: ["GLOW10"], total: "€21.60" });
  });

  it("that one may use, in two bags at once: one pays less, and the other is told before paying", async () => {
    const [first, second] = [await arrive("ONLY1"), await arrive("ONLY1")];
    for (const buyer of [first, second]) {
      await buyer.puts("velvet-lipstick");
      await becomes(buyer, { codes: ["ONLY1"], total: "€21.60" });
    }
    await first.goesToPayment("cleo@mail.example");
    await second.goesToPayment("dora@mail.example");
    expect(await first.pays("/orders/*")).toMatchObject({ codes: ["ONLY1"], total: "€25.55" });
    expect(await second.pays("/checkout/payment")).toEqual({
      codes: [],
      total: "€27.95",
      said: "ONLY1 can no longer be used: please look at the total again. Nothing has been paid yet.",
    });
    expect(await second.pays("/orders/*")).toMatchObject({ codes: [], total: "€27.95" });
    await expect.poll(async () => (await ledger("ONLY1")).redeemed, { timeout: 15_000 }).toBe(1);
    // Nor does the order without it count as one with it, which the profile would say a moment later.
    await new Promise((passed) => setTimeout(passed, 2000));
    expect(await ledger("ONLY1")).toMatchObject({ redeemed: 1, redeemedAmount: 240 });
  });

  it("leaves a checkout alone, and what is paid is what it said", async () => {
    const buyer = await arrive("GLOW10");
    // As somebody has it whose blocker lets nothing of it through before.
    await buyer.page.route(/coupon[^/]*\.js/, (route) => route.abort());
    expect(await buyer.puts("velvet-lipstick")).toMatchObject(full);
    await buyer.page.unrouteAll();
    expect(await buyer.goesToPayment("finn@mail.example")).toMatchObject({ codes: [], total: "€27.95" });
    await buyer.page.waitForLoadState("networkidle");
    expect(await buyer.pays("/orders/*")).toMatchObject({ codes: [], total: "€27.95" });
  });

  it("leaves the page usable where Vendure stops answering, and comes once it goes on", async () => {
    const buyer = await arrive("GLOW10");
    const paused = new Promise<void>((done) => {
      void buyer.page.route("**/shop-api", async (route) => {
        if (route.request().postData()?.includes("applyCouponCode") === true) {
          shop.vendure.pause();
          done();
        }
        await route.continue();
      });
    });
    expect(await buyer.puts("velvet-lipstick")).toEqual({ ...full, said: "" });
    await paused;
    expect(await buyer.page.getByRole("button", { name: "Apply" }).isEnabled()).toBe(true);
    await buyer.page.getByLabel("Coupon code").fill("mine");
    await buyer.page.unrouteAll();
    shop.vendure.goOn();
    await buyer.opensBag();
    await becomes(buyer, { codes: ["GLOW10"], total: "€21.60" });
    expect(buyer.complaints).toEqual([]);
  });
});
