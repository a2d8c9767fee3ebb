import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestShop, sumsOf, wordsOf } from "./testing/shopper.ts";

let shop: Awaited<ReturnType<typeof openTestShop>>;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

async function shopperWith(...products: readonly string[]) {
  const shopper = shop.shopper();
  for (const product of products) await shopper.add(product);
  return shopper;
}

describe("coupons", () => {
  it("WELCOME10 takes 10 % off all goods, rounded to the cent", async () => {
    const shopper = await shopperWith("sheer-verse-lipstick", "first-draft-brow-pencil");
    const page = await shopper.coupon(" welcome 10 ");
    expect(wordsOf(page, "coupon-code")).toBe("WELCOME10");
    expect(wordsOf(page, "coupon-applied")).toBe("Coupon WELCOME10 takes off €3.50");
    expect(sumsOf(page)).toEqual(["€35.00", "−€3.50", "Free", "€31.50"]);
  });

  it("GLOW5 takes €5 off", async () => {
    const page = await (await shopperWith("dusk-eyeshadow-palette")).coupon("GLOW5");
    expect(sumsOf(page)).toEqual(["€42.00", "−€5.00", "Free", "€37.00"]);
  });

  it("LIPS15 takes 15 % off lips and leaves the rest alone", async () => {
    const shopper = await shopperWith("fine-line-lip-pencil", "smoke-kohl-pencil");
    expect(sumsOf(await shopper.coupon("LIPS15"))).toEqual(["€25.50", "−€1.88", "€3.95", "€27.57"]);
  });

  it.each([
    ["NONSENSE", "signal-red-lipstick", "We do not have a coupon called NONSENSE."],
    ["SUMMER24", "signal-red-lipstick", "SUMMER24 ended on 31 August 2024."],
    [
      "WELCOME10",
      "sheer-verse-lipstick",
      "WELCOME10 needs goods worth at least €20.00, and your bag holds €19.50.",
    ],
    ["GLOW5", "signal-red-lipstick", "GLOW5 needs goods worth at least €40.00, and your bag holds €26.00."],
    ["LIPS15", "long-story-mascara", "LIPS15 is for lips only, and your bag has none of those."],
    ["", "signal-red-lipstick", "Please type a coupon code first."],
  ])("%s is refused for %s with one true sentence", async (code, product, sentence) => {
    const page = await (await shopperWith(product)).coupon(code);
    expect(wordsOf(page, "coupon-refused")).toBe(sentence);
    expect(page.text).not.toContain("coupon-applied");
    expect(page.text).toContain(`name="coupon"`);
  });

  it("says the refusal once and shows what was typed without letting it become markup", async () => {
    const shopper = await shopperWith("signal-red-lipstick");
    const page = await shopper.coupon(`"><script>x</script>`);
    expect(page.text).not.toContain("<script>x");
    expect(wordsOf(page, "coupon-refused")).toContain("We do not have a coupon called");
    expect(wordsOf(await shopper.go("/cart"), "coupon-refused")).toBeNull();
  });

  it("is judged again when the bag changes, and says why it fell", async () => {
    const shopper = await shopperWith("signal-red-lipstick", "glass-note-lip-gloss");
    await shopper.coupon("GLOW5");
    const page = await shopper.submit("/cart", "/cart/remove", {
      product: "signal-red-lipstick",
      shade: "signal",
    });
    expect(wordsOf(page, "coupon-refused")).toBe(
      "GLOW5 needs goods worth at least €40.00, and your bag holds €17.00.",
    );
    expect(sumsOf(page)).toEqual(["€17.00", null, "€3.95", "€20.95"]);
  });

  it("can be taken off", async () => {
    const shopper = await shopperWith("dusk-eyeshadow-palette");
    await shopper.coupon("GLOW5");
    const page = await shopper.submit("/cart", "/cart/coupon/remove", {});
    expect(sumsOf(page)).toEqual(["€42.00", null, "Free", "€42.00"]);
  });

  it("WELCOME10 holds once for an e-mail address, whoever types it", async () => {
    const email = "Once@Example.com";
    const first = await shopperWith("signal-red-lipstick");
    await first.coupon("WELCOME10");
    expect((await first.checkout({ email })).path).toMatch(/^\/orders\//);

    const second = await shopperWith("signal-red-lipstick");
    await second.coupon("WELCOME10");
    const page = await second.checkout({ email: " once@example.com" });
    expect(page.status).toBe(422);
    expect(wordsOf(page, "coupon-refused")).toContain("can be used once per customer");
    expect(page.text).toContain("Prinsengracht 1");
    expect(sumsOf(page)).toEqual(["€26.00", null, "€3.95", "€29.95"]);
    expect((await second.checkout({ email })).path).toMatch(/^\/orders\//);
  });
});
