import { beforeAll, describe, expect, it, vi } from "vitest";
import { cart, Shop, shopServer, tag } from "../testing/shop-at-edge.ts";
import { prepareDatabase } from "../testing/shop.ts";

/** Holds the coupon form, but not the coupon. */
const emptyCart = cart.replace("TEN", "");
const html = { headers: { "content-type": "text/html" } };
let shop: Shop;
let headers: Record<string, string>;

beforeAll(async () => {
  vi.spyOn(console, "error").mockReturnValue();
  vi.spyOn(globalThis, "fetch").mockImplementation(shopServer);
  await prepareDatabase();
  shop = await new Shop().open("Hello");
  headers = { cookie: await shop.knownVisitor() };
  await shop.ask("/");
});

describe("a shop's server", () => {
  it("that never answers is waited for as long as Cloudflare does, and then said to be not reachable", async () => {
    vi.spyOn(globalThis, "fetch").mockImplementation(() => new Promise(() => undefined));
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const answers: unknown[] = [];
    void shop.ask("/").then((answer) => answers.push(answer));
    const afterMs = async (ms: number) => {
      for (let waitedMs = 0; waitedMs < ms; waitedMs += 1000) {
        await vi.advanceTimersByTimeAsync(1000);
        // What does not wait for the clock goes on as ever.
        await scheduler.wait(2);
      }
      return answers;
    };
    expect(await afterMs(119_000)).toEqual([]);
    expect(await afterMs(10_000)).toMatchObject([
      { status: 502, text: expect.stringContaining("not reachable") },
    ]);
    vi.useRealTimers();
  });

  it("that does not go on in the middle of a cart page keeps nobody from seeing the first half", async () => {
    // Long enough for what comes first to say in which characters the page is written.
    const page = emptyCart.replace("<form", `<p>${"Everything in it. ".repeat(100)}</p><form`);
    const [half = ""] = page.split("<p id=", 1);
    let goOn = () => {};
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(half));
        goOn = () => {
          controller.enqueue(new TextEncoder().encode(page.slice(half.length)));
          controller.close();
          goOn = () => {};
        };
      },
    });
    vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response(body, html));
    let seen = "";
    const { text } = await shop.ask("/cart", {}, { headers }, (piece) => {
      seen += piece;
      if (seen.includes("<form")) goOn();
    });
    expect(text).toBe(page.replace("<head>", `<head>${tag}`));
  });

  it("that does not answer about a coupon keeps nobody from seeing the cart page that is there", async () => {
    const posted: string[] = [];
    vi.spyOn(globalThis, "fetch").mockImplementation((input, init) => {
      const request = new Request(input);
      if (request.method === "GET") return Promise.resolve(new Response(emptyCart, html));
      posted.push(request.url);
      return new Promise((_, reject) =>
        init?.signal?.addEventListener("abort", () => reject(new Error("given up"))),
      );
    });
    const { status, text } = await shop.ask("/cart", {}, { headers });
    expect([status, text]).toEqual([200, emptyCart.replace("<head>", `<head>${tag}`)]);
    expect(posted).toHaveLength(1);
  });
});
