import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Configuration } from "../../model/configuration.ts";
import type { Site } from "../../model/site.ts";
import { newSession, newSnapshot } from "../../model/snapshot.ts";
import { offerWith } from "../../model/testing/offer.ts";
import { snapshotCookie } from "../recognise/cookie.ts";
import { readKeys, toBase64Url } from "../recognise/seal.ts";
import { writeRoutes } from "../store/routing.ts";
import { saveSite } from "../store/sites.ts";
import { publish } from "../store/versions.ts";
import { visit } from "../visit/visit.ts";
import { configurationWith, ruleWith, siteWith } from "./shop.ts";
import { couponWith } from "../../model/testing/coupon.ts";

export const tag = '<script async src="/_ew/s.js"></script>';
export const home = "<html><head></head><body><h1>Shop</h1><main></main></body></html>";
/** A cart that has the coupon TEN in it. */
export const cart =
  '<html><head></head><body><form method="post" action="/code"><input id="code" name="code"></form>' +
  '<p id="applied">TEN</p><p id="total">€40.00</p></body></html>';

/** The same for whoever holds the coupon. */
export const toldCart = cart.replace(
  '<p id="total">',
  '<p role="status" class="ew-coupon" lang="en">Your coupon TEN is applied.</p><p id="total">',
);
/** What the snippet is, for these tests. */
export const script = "snippet()";

/** The shop's own server, in the place of `fetch`. */
export async function shopServer(input: RequestInfo | URL): Promise<Response> {
  const html = new URL(new Request(input).url).pathname === "/cart" ? cart : home;
  return new Response(html, { headers: { "content-type": "text/html" } });
}

/** On the home page, a headline and an offer with a coupon. */
export function greeting(text: string): Configuration {
  const rule = ruleWith({
    changes: [
      { type: "setText", selector: "h1", text },
      { type: "insertOffer", placement: "top", offer: "ten" },
    ],
  });
  return configurationWith({
    rules: [rule],
    offers: [offerWith({ id: "ten", coupon: "ten" })],
    placements: [{ id: "top", name: "Top", selector: "main", position: "start" }],
    coupons: [couponWith({ id: "ten", name: "Ten", code: "TEN" })],
  });
}

const bindingsThatWork = {
  ...env,
  ORIGIN: "",
  ASSETS: { fetch: async () => new Response(script, { headers: { "content-type": "text/javascript" } }) },
} as unknown as EdgeEnv;

let shops = 0;

/** A shop that this isolate has not seen yet: for it, the isolate is a fresh one. */
export class Shop {
  readonly site: Site;
  readonly #host: string;
  #version = 0;

  constructor() {
    const id = `shop-${++shops}`;
    this.#host = `${id}.example`;
    const form = { path: "/cart", field: "#code", applied: "#applied", total: "#total" };
    this.site = siteWith({ id, hosts: [this.#host], cart: form });
  }

  /** Adds it, and publishes a greeting. */
  async open(text: string): Promise<this> {
    await saveSite(env.DB, this.site);
    await writeRoutes(env.BUNDLES, this.site, []);
    await this.publish(text);
    return this;
  }

  async publish(text: string): Promise<void> {
    const what = { site: this.site, over: this.#version, note: "", by: "owner", nowMs: Date.now() };
    const published = await publish(env, { ...what, configuration: greeting(text) });
    if (!published.ok) throw new Error(JSON.stringify(published));
    this.#version = published.version;
  }

  /**
   * Asks for a page, and waits until what goes on behind the response has come to its end too.
   * @param onPiece told each piece of the page as it comes.
   */
  async ask(
    path: string,
    bindings: Partial<EdgeEnv> = {},
    init: RequestInit = {},
    onPiece: (piece: string) => void = () => undefined,
  ) {
    const context = createExecutionContext();
    const request = new Request(`https://${this.#host}${path}`, init);
    const response = await visit(request, { ...bindingsThatWork, ...bindings }, context);
    let text = "";
    const pieces: ReadableStream<Uint8Array> | null = response.body;
    for await (const piece of pieces?.pipeThrough(new TextDecoderStream()) ?? []) {
      onPiece(piece);
      text += piece;
    }
    await waitOnExecutionContext(context);
    return { status: response.status, text, headers: response.headers };
  }

  /** @returns the cookie of somebody who holds a coupon, and of whom a profile has written, so that KV is asked. */
  async knownVisitor(): Promise<string> {
    const nowMs = Date.now();
    const visitor = toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
    const ten = { id: "ten", code: "TEN", state: "held", total: null, atMs: nowMs } as const;
    const snapshot = { ...newSnapshot(visitor, nowMs, newSession(nowMs)), version: 3, coupons: [ten] };
    const keys = await readKeys(env.COOKIE_KEYS);
    return (await snapshotCookie(snapshot, this.site.id, keys)).split(";")[0] ?? "";
  }
}

/** What the snippet sends for somebody who looked at a product. */
export function viewed(cookie: string, id: string): RequestInit {
  const nowMs = Date.now();
  const event = { id, name: "view_item", timeMs: nowMs, params: {} };
  return { method: "POST", headers: { cookie }, body: JSON.stringify({ sentAtMs: nowMs, events: [event] }) };
}
