import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestShop, wordsOf } from "./testing/shopper.ts";

let shop: Awaited<ReturnType<typeof openTestShop>>;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

const ada = { name: "Ada Example", email: "ada@example.com", password: "three quiet words" };

// Deriving a key from a password is slow on purpose, and these sign in often.
describe("accounts", { timeout: 30_000 }, () => {
  it("registers, keeps the bag, and lists orders after signing in again", async () => {
    const shopper = shop.shopper();
    await shopper.add("signal-red-lipstick");
    const before = shopper.cookies.get("shop_session");
    expect((await shopper.submit("/register", "/register", { ...ada, next: "" })).path).toBe("/account");
    expect(shopper.cookies.get("shop_session")).not.toBe(before);
    expect(wordsOf(await shopper.go("/cart"), "cart-count")).toBe("1");
    expect((await shopper.go("/checkout")).text).toContain(`value="ada@example.com"`);
    const reference = wordsOf(await shopper.checkout(), "order-reference") ?? "?";

    const left = await shopper.submit("/account", "/sign-out", {});
    expect(left.path).toBe("/");
    expect((await shopper.go("/account")).path).toBe("/sign-in");

    const elsewhere = shop.shopper();
    const entered = await elsewhere.submit("/sign-in", "/sign-in", { ...ada, email: "ADA@example.com" });
    expect(entered.path).toBe("/account");
    expect(entered.text).toContain(reference);
  });

  it("tells a customer already in the bag that a once-only coupon is used up", async () => {
    const email = "eve@example.com";
    const shopper = shop.shopper();
    await shopper.submit("/register", "/register", { ...ada, email });
    await shopper.add("signal-red-lipstick");
    await shopper.coupon("WELCOME10");
    await shopper.checkout({ email });
    await shopper.add("signal-red-lipstick");
    expect(wordsOf(await shopper.coupon("WELCOME10"), "coupon-refused")).toContain("once per customer");
  });

  it("refuses a wrong password without saying whether the address is known, and stops after five", async () => {
    const shopper = shop.shopper();
    const wrong = { email: "bob@example.com", password: "not this one" };
    await shopper.submit("/register", "/register", { ...ada, email: wrong.email });
    await shopper.submit("/account", "/sign-out", {});
    const known = await shopper.submit("/sign-in", "/sign-in", wrong);
    const unknown = await shopper.submit("/sign-in", "/sign-in", { ...wrong, email: "no@example.com" });
    expect(known.status).toBe(422);
    expect(wordsOf(known, "notice-problem")).toBe(wordsOf(unknown, "notice-problem"));
    for (let tries = 0; tries < 4; tries += 1) await shopper.submit("/sign-in", "/sign-in", wrong);
    expect((await shopper.submit("/sign-in", "/sign-in", { ...ada, email: wrong.email })).status).toBe(429);
  });

  it("says on the account page who is signed in, once it knows whom to tell", async () => {
    const shopper = shop.shopper();
    const page = await shopper.submit("/register", "/register", { ...ada, email: "cy@example.com" });
    expect(page.text).not.toContain("edgewise");
    shop.tellWho({ site: "shop", secret: "quiet" });
    const { text } = await shopper.go("/account");
    expect(text).toMatch(
      /edgewise\.identify\(\[\{"type":"customer","value":"\d+"\},\{"type":"email","value":"cy@example\.com"\}\], "v1\.\d{13}\.[\w-]{43}"\)/,
    );
    expect((await shopper.go("/")).text).not.toContain("edgewise.identify");
  });

  it("refuses a short password and an address that is taken", async () => {
    const shopper = shop.shopper();
    await shopper.submit("/register", "/register", { ...ada, email: "taken@example.com" });
    const other = shop.shopper();
    const short = await other.submit("/register", "/register", {
      ...ada,
      email: "c@example.com",
      password: "short",
    });
    expect(short.text).toContain("Please choose a password of at least 10 characters.");
    const taken = await other.submit("/register", "/register", { ...ada, email: "taken@example.com" });
    expect(taken.text).toContain("There is an account with this address already.");
  });

  it("never leads anywhere else after signing in", async () => {
    const shopper = shop.shopper();
    const page = await shopper.submit("/register", "/register", {
      ...ada,
      email: "d@example.com",
      next: "//evil.example",
    });
    expect(page.path).toBe("/account");
  });

  it("stores neither passwords nor session cookies in the clear", async () => {
    const shopper = shop.shopper();
    await shopper.submit("/register", "/register", { ...ada, email: "f@example.com" });
    const cookie = shopper.cookies.get("shop_session") ?? "?";
    await shop.reopen();
    const file = readFileSync(join(shop.stateDir, "shop.sqlite"));
    expect(file.includes(ada.password)).toBe(false);
    expect(file.includes(cookie)).toBe(false);
    expect(file.includes("f@example.com")).toBe(true);
  });
});

describe("forms", () => {
  const actions = [
    "/cart/add",
    "/cart/update",
    "/cart/remove",
    "/cart/coupon",
    "/cart/coupon/remove",
    "/checkout",
    "/sign-in",
    "/register",
    "/sign-out",
  ];

  it.each(actions)("%s is refused without the visitor's own token", async (action) => {
    const shopper = shop.shopper();
    await shopper.add("signal-red-lipstick");
    const missing = await shopper.go(action, { product: "signal-red-lipstick" });
    expect(missing.status).toBe(403);
    expect(missing.text).toContain("This form has expired");
    const stranger = shop.shopper();
    const csrf = /name="csrf"\s+value="([^"]+)"/.exec((await stranger.go("/sign-in")).text)?.[1] ?? "";
    expect((await shopper.go(action, { csrf, product: "signal-red-lipstick" })).status).toBe(403);
    expect(wordsOf(await shopper.go("/cart"), "cart-count")).toBe("1");
  });
});
