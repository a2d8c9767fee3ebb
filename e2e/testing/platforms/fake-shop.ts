import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { scriptedCart } from "./scripted-cart.ts";

/** What a shop does with a code. `lies`: it says yes, and takes nothing off. */
export type Behaviour = "takes" | "fails" | "hangs" | "lies" | "unknown" | "expired" | "minimum";

/** A shop's cart; amounts are hundredths. */
export interface FakeCart {
  price: number;
  quantity: number;
  codes: string[];
  behaviour: Behaviour;
}

export interface Asked {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  /** Read as JSON, or as a form. */
  body: Record<string, unknown>;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  html?: string;
}

/** One platform's interface, as its documents describe it. */
export interface Platform {
  /** What its pages have in their head. */
  head?: string;
  /** Whether this puts a code into the cart, which may fail. */
  isApply: (asked: Asked) => boolean;
  answer: (asked: Asked, cart: FakeCart) => Answer | undefined;
}

export const deliveryFee = 500;

export function totalOf(cart: FakeCart): number {
  const { price, quantity, codes } = cart;
  return quantity === 0 ? 0 : price * quantity + deliveryFee - offOf(cart) * codes.length;
}

/** Each code takes off a tenth, where the shop is honest. */
export function offOf({ price, quantity, behaviour }: FakeCart): number {
  return behaviour === "lies" ? 0 : Math.round((price * quantity) / 10);
}

/** Whether the shop would take a code. */
export function takes({ behaviour }: FakeCart): boolean {
  return behaviour === "takes" || behaviour === "lies";
}

export function decimal(hundredths: number): number {
  return hundredths / 100;
}

export interface FakeShop {
  url: string;
  cart: FakeCart;
  /** Whether scripts make its cart and checkout. */
  isScripted: boolean;
  /** Each request for a code to be applied. */
  applied: Asked[];
  close(): Promise<void>;
}

/** A shop on a platform, with a home page and a cart page that shows its total. */
export async function startFakeShop(platform: Platform): Promise<FakeShop> {
  const server = createServer((request, response) => {
    void (async () => {
      const asked = await read(request);
      const isApply = platform.isApply(asked);
      if (isApply) shop.applied.push(asked);
      const { behaviour } = shop.cart;
      if (isApply && behaviour === "hangs") return undefined;
      if (isApply && behaviour === "fails") return response.writeHead(500).end("<h1>Oh no</h1>");
      const own = shop.isScripted ? scriptedCart(platform, asked, shop.cart, totalOf) : undefined;
      const answer = platform.answer(asked, shop.cart) ?? own ?? page(platform, shop.cart, asked.path);
      const { status = 200, headers = {}, json, html } = answer;
      const type = html === undefined ? "application/json" : "text/html; charset=utf-8";
      response.writeHead(status, { "content-type": type, "cache-control": "no-store", ...headers });
      return response.end(html ?? JSON.stringify(json ?? {}));
    })();
  });
  await new Promise<void>((open) => server.listen(0, "127.0.0.1", open));
  const shop: FakeShop = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cart: { price: 2000, quantity: 2, codes: [], behaviour: "takes" },
    isScripted: false,
    applied: [],
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return shop;
}

function page({ head = "" }: Platform, cart: FakeCart, path: string): Answer {
  if (path === "/favicon.ico") return { status: 204, html: "" };
  const total = `<p id="total">${decimal(totalOf(cart)).toFixed(2)} EUR</p>`;
  const shown = `<button onclick="this.textContent = 'Clicked'">Go</button>${total}`;
  return {
    html: `<!doctype html><html><head><title>Shop</title>${head}</head><body><h1>Shop</h1><main>${shown}</main></body></html>`,
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  let text = "";
  request.setEncoding("utf8");
  for await (const chunk of request) text += chunk;
  const { method = "GET", url = "/", headers } = request;
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  const body = isForm ? Object.fromEntries(new URLSearchParams(text)) : text === "" ? {} : JSON.parse(text);
  return { method, path: decodeURIComponent(url), headers, body: body as Record<string, unknown> };
}
