import { request } from "node:http";
import { sequence } from "../sequence.ts";

const categories = ["Lips", "Eyes", "Face"];

/** Somebody with a browser: looks at pages, and sends what the snippet would. */
export class Shopper {
  /** That were sent and taken. */
  events = 0;
  readonly beaconMs: number[] = [];
  /** How many events the page knew less than had been answered for before it was asked for. */
  mostBehind = 0;
  readonly #port: number;
  readonly #number: number;
  readonly #random: () => number;
  #cookie = "";
  #pages = 0;
  #views = 0;

  constructor(port: number, number: number) {
    this.#port = port;
    this.#number = number;
    this.#random = sequence(number + 1);
  }

  /** One page, and what happens on it. */
  async look(): Promise<void> {
    const path = this.#random() < 0.5 ? "/" : `/product-${Math.floor(this.#random() * 24)}`;
    const page = await this.#ask("GET", path);
    const knowsOften = page.body.includes('<p id="often">yes</p>');
    if (this.#views >= 3 && !knowsOften) this.mostBehind = Math.max(this.mostBehind, this.#views - 2);
    this.#pages += 1;
    const names = ["page_view"];
    if (path !== "/") names.push("view_item");
    if (path !== "/" && this.#random() < 0.2) names.push("add_to_cart");
    if (this.#random() < 0.03) names.push("purchase");
    await this.#send(names, path);
    if (names.includes("view_item")) this.#views += 1;
    // Who leaves a page before a second is over has given it nothing, and seen no rule.
    if (this.#random() >= 0.85) return;
    await this.#expose(page.body);
    await this.#send(["user_engagement"], path);
  }

  /** A second later, all rules that were seen on the page at once, or would have been. */
  async #expose(body: string): Promise<void> {
    const told = /data-changes='([^']*)'/.exec(body)?.[1] ?? "[]";
    const nowMs = Date.now();
    const events = (JSON.parse(told) as { rule: string; variant: string }[]).map(({ rule, variant }) => ({
      id: `event-${this.#number}-${this.#pages}-${rule.replace(":", "-")}`,
      name: "ew_exposed",
      timeMs: nowMs,
      params: { rule, variant },
    }));
    if (events.length > 0) await this.#beacon(events, nowMs);
  }

  async #send(names: readonly string[], path: string): Promise<void> {
    const nowMs = Date.now();
    const events = names.map((name, index) => this.#event(name, path, nowMs + index));
    await this.#beacon(events, nowMs);
  }

  async #beacon(events: readonly object[], nowMs: number): Promise<void> {
    const startedAtMs = performance.now();
    const answer = await this.#ask("POST", "/_ew/e", { sentAtMs: nowMs, events });
    this.beaconMs.push(performance.now() - startedAtMs);
    if (answer.status !== 202) throw new Error(`A beacon was answered ${answer.status}: ${answer.body}`);
    this.events += events.length;
  }

  #event(name: string, path: string, timeMs: number) {
    const item = {
      item_id: path.slice(1),
      item_name: `Product ${path.slice(9)}`,
      item_category: categories[this.#pages % categories.length],
      price: 19.95,
      quantity: 1,
    };
    const params = {
      page_view: { page_location: `http://shop.localhost${path}`, page_path: path, page_title: "Bench" },
      view_item: { currency: "EUR", value: 19.95, items: [item] },
      add_to_cart: { currency: "EUR", value: 19.95, items: [item] },
      user_engagement: { engagement_time_msec: 12_000, percent_scrolled: 80 },
      purchase: {
        currency: "EUR",
        value: 19.95,
        transaction_id: `${this.#number}-${this.#pages}`,
        items: [item],
      },
    }[name];
    return { id: `event-${this.#number}-${this.#pages}-${name}`, name, timeMs, params };
  }

  #ask(method: string, path: string, body?: object): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const headers: Record<string, string> = { host: "shop.localhost", accept: "text/html" };
      if (this.#cookie !== "") headers["cookie"] = this.#cookie;
      if (body !== undefined) headers["content-type"] = "application/json";
      const sending = request({ host: "127.0.0.1", port: this.#port, method, path, headers }, (response) => {
        const pieces: Buffer[] = [];
        response.on("data", (piece: Buffer) => pieces.push(piece));
        response.on("error", reject);
        response.on("end", () => {
          const [cookie] = response.headers["set-cookie"] ?? [];
          if (cookie !== undefined) this.#cookie = cookie.split(";", 1)[0] ?? "";
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(pieces).toString() });
        });
      });
      sending.on("error", reject);
      sending.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}
