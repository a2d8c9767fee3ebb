import { createExecutionContext, createMessageBatch, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { OrderPlatform } from "../../model/orders/order-platform.ts";
import { api } from "./held-api.ts";
import { takeRecords } from "../jobs/take-records.ts";
import type { ApiAnswer } from "./api-client.ts";
import { signed } from "./signed-order.ts";

/** A shop's server that tells of orders, and a queue that delivers when it is told to. */
export class OrderWebhooks {
  readonly waiting: unknown[] = [];
  readonly #site: string;
  readonly #bindings: Env;

  /** @param bindings in the place of the real ones. */
  constructor(site: string, bindings: Partial<Env> = {}) {
    this.#site = site;
    const RECORDS = { send: async (message: unknown) => void this.waiting.push(message) };
    this.#bindings = { ...env, RECORDS: RECORDS as unknown as Env["RECORDS"], ...bindings };
  }

  /** Sends a webhook, signed by the secret. */
  async send(
    platform: OrderPlatform,
    secret: string,
    order: unknown,
    sentAtMs = Date.now(),
  ): Promise<ApiAnswer> {
    const body = typeof order === "string" ? order : JSON.stringify(order);
    return this.post(platform, body, await signed(platform, secret, body, sentAtMs));
  }

  async post(platform: string, body: string, headers: Headers = new Headers()): Promise<ApiAnswer> {
    const address = `https://ew.shop.example/api/v1/orders/${platform}?site=${this.#site}`;
    const context = createExecutionContext();
    const response = await api.fetch(
      new Request(address, { method: "POST", headers, body }),
      this.#bindings,
      context,
    );
    await waitOnExecutionContext(context);
    return { status: response.status, answer: await response.json() };
  }

  /** Delivers what waits, in the order that is given, each as often as it stands there. */
  async deliver(messages: readonly unknown[] = this.waiting.splice(0)): Promise<void> {
    const batch = messages.map((body, index) => ({
      id: `told-${index}`,
      timestamp: new Date(),
      attempts: 1,
      body,
    }));
    await takeRecords(createMessageBatch("edgewise-records", batch), this.#bindings, Date.now());
  }
}
