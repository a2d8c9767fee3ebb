import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Telling } from "../identify.ts";
import { startShop } from "../server.ts";
import type { RunningShop } from "../server.ts";

/** A page as a shopper gets it. */
export interface SeenPage {
  readonly status: number;
  readonly path: string;
  readonly text: string;
  readonly headers: Headers;
}

/** A shop on a free port with its state in a folder of its own; it can be closed and opened again. */
export async function openTestShop() {
  const stateDir = mkdtempSync(join(tmpdir(), "shop-test-"));
  let running: RunningShop = await startShop({ port: 0, stateDir });
  return {
    stateDir,
    get url() {
      return running.url;
    },
    tellWho: (telling: Telling) => running.tellWho(telling),
    shopper: () => newShopper(() => running.url),
    async reopen() {
      await running.close();
      running = await startShop({ port: 0, stateDir });
    },
    async close() {
      await running.close();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

/** Someone with a browser: keeps cookies, follows redirects, and posts forms with the token found on the page. */
export function newShopper(base: () => string) {
  const cookies = new Map<string, string>();

  async function go(path: string, form?: Record<string, string>): Promise<SeenPage> {
    const response = await fetch(base() + path, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (response.status === 303 && location !== null) return go(location);
    return { status: response.status, path, text: await response.text(), headers: response.headers };
  }

  /** Opens a page and posts one of its forms, as pressing its button would. */
  async function submit(from: string, action: string, fields: Record<string, string>): Promise<SeenPage> {
    const csrf = /name="csrf"\s+value="([^"]+)"/.exec((await go(from)).text)?.[1] ?? "";
    return go(action, { csrf, ...fields });
  }

  return {
    cookies,
    go,
    submit,
    add: (product: string, quantity = 1, shade = "") =>
      submit("/sign-in", "/cart/add", { product, quantity: String(quantity), shade }),
    coupon: (coupon: string) => submit("/cart", "/cart/coupon", { coupon }),
    checkout: (fields: Partial<typeof goodAddress> = {}) =>
      submit("/checkout", "/checkout", { ...goodAddress, ...fields }),
  };
}

/** A checkout form nothing is wrong with. */
export const goodAddress = {
  email: "ada@example.com",
  name: "Ada Example",
  street: "Prinsengracht 1",
  postcode: "1015 DV",
  city: "Amsterdam",
  country: "NL",
};

/** The words of the first element with this class, without its tags. */
export function wordsOf(page: SeenPage, className: string): string | null {
  const found = new RegExp(`<(\\w+)[^>]*class="[^"]*\\b${className}\\b[^"]*"[^>]*>([\\s\\S]*?)</\\1>`).exec(
    page.text,
  );
  if (found === null) return null;
  return (found[2] ?? "")
    .replace(/<[^>]+>/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** Subtotal, discount, delivery and total as the page shows them. */
export function sumsOf(page: SeenPage) {
  return ["subtotal", "discount", "shipping", "total"].map((name) => wordsOf(page, `cart-${name}`));
}
