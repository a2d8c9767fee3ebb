import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ShopperSession } from "./shop-session.ts";

/** The shop's server, as far as a test wants it. */
let shop: (request: Request) => Response | Promise<Response>;
const asked: Request[] = [];

beforeEach(() => {
  vi.spyOn(console, "error").mockReturnValue();
  asked.length = 0;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    const request = new Request(input);
    asked.push(request);
    return shop(request);
  });
});
afterEach(() => vi.restoreAllMocks());

function newSession() {
  const headers = { cookie: "cart=1; __Host-ew=secret; theme=dark", "if-none-match": '"x"' };
  const request = new Request("https://shop.example/cart?lang=en", { headers });
  const answer = new Response("", { headers: { "set-cookie": "seen=1" } });
  return new ShopperSession(request, answer, "https://origin.example", 1000);
}

const code = new URLSearchParams({ code: "TEN" });

describe("a shopper's session with the shop", () => {
  it("sends the form as the shopper's browser would, without what is ours", async () => {
    shop = () => new Response(null, { status: 303, headers: { location: "/cart" } });
    expect(await newSession().post("apply?x=1", code)).toBe(true);
    const [request] = asked;
    expect(request).toMatchObject({ method: "POST", url: "https://origin.example/apply?x=1" });
    expect(Object.fromEntries(request!.headers)).toMatchObject({
      cookie: "cart=1; theme=dark; seen=1",
      "sec-fetch-site": "same-origin",
      "content-type": "application/x-www-form-urlencoded",
      origin: "https://shop.example",
      "x-forwarded-host": "shop.example",
    });
    expect([...(await request!.formData())]).toEqual([["code", "TEN"]]);
  });

  it("goes on with the cookies that the shop sets, which the shopper gets as well", async () => {
    const session = newSession();
    shop = () =>
      new Response("", {
        headers: [
          ["set-cookie", "cart=2; Path=/"],
          ["set-cookie", "new=3"],
        ],
      });
    await session.post("", code);
    shop = () => new Response("<p>Cart</p>");
    const page = await session.get();
    expect(new TextDecoder().decode(page?.bytes)).toBe("<p>Cart</p>");
    expect(asked[1]?.url).toBe("https://origin.example/cart?lang=en");
    expect(asked[1]?.headers.get("cookie")).toBe("cart=2; theme=dark; seen=1; new=3");
    expect(asked[1]?.headers.has("if-none-match")).toBe(false);
    expect(session.setCookies).toEqual(["seen=1", "cart=2; Path=/", "new=3"]);
  });

  it("never takes a shopper's cookies to another host, or to no address at all", async () => {
    shop = () => new Response("");
    for (const action of [
      "https://evil.example/",
      "//evil.example/x",
      "http://",
      "https://shop.example.evil.example/",
    ])
      expect(await newSession().post(action, code)).toBe(false);
    expect(asked).toEqual([]);
  });

  it("stays with the shop where a form's address names a user", async () => {
    shop = () => new Response("");
    expect(await newSession().post("https://u:p@shop.example//x?#y", code)).toBe(true);
    expect(asked[0]?.url).toBe("https://origin.example//x?");
  });

  it("says so where the shop does not take it", async () => {
    shop = () => new Response("", { status: 500 });
    expect(await newSession().post("/cart", code)).toBe(false);
    expect(await newSession().get()).toBeUndefined();
  });

  it("fails quietly where the shop does not answer, breaks off, or sends more than a page", async () => {
    shop = () => Promise.reject(new Error("unreachable"));
    expect(await newSession().post("/cart", code)).toBe(false);
    expect(await newSession().get()).toBeUndefined();
    shop = () =>
      new Response(new ReadableStream({ start: (controller) => controller.error(new Error("broken off")) }));
    expect(await newSession().get()).toBeUndefined();
    shop = () => new Response("x".repeat(1001));
    expect(await newSession().get()).toBeUndefined();
  });
});
