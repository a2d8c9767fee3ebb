import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import type { Event } from "../../model/event.ts";
import { EventBatch } from "../../model/events/event-batch.ts";

/** How the endpoint answers a batch. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
}

/** One request to the endpoint, as it really arrived. */
export interface Arrival {
  atMs: number;
  contentType: string | undefined;
  cookie: string | undefined;
  batch: Batch;
}

/** A batch whose parameters are asked for one by one, whatever the event. */
interface Batch {
  events: Event[];
  sentAtMs: number;
}

/** A shop with the snippet in front of its pages, which remembers what reaches the endpoint. */
export interface Shop {
  origin: string;
  /** HTML by path, without the snippet's tag, which goes first in `<head>`. Other paths are empty pages. */
  pages: Map<string, string>;
  /** Everything that arrived at the endpoint, whatever it was answered. */
  arrivals: Arrival[];
  /** The events of the batches that were answered with success. */
  accepted(): Event[];
  /** Bodies that are no `EventBatch`. */
  malformed: string[];
  answer: (arrival: Arrival) => Answer;
  /** Nothing listens on the port until `start`: connections are refused. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** The tag as the worker inserts it, under a prefix that is not the usual one. */
const tag = `<script async src="/_shop/s.js"></script>`;

export async function openShop(script: string): Promise<Shop> {
  const taken: Arrival[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const path = new URL(request.url ?? "/", shop.origin).pathname;
      if (path === "/_shop/s.js") return response.setHeader("content-type", "text/javascript").end(script);
      if (path === "/favicon.ico") return response.writeHead(204).end();
      if (path === "/_shop/e") {
        const arrival = await arrivalOf(request);
        const { status, headers } = arrival === null ? { status: 400 } : shop.answer(arrival);
        if (arrival !== null && status < 300) taken.push(arrival);
        return response.writeHead(status, { "content-type": "application/json", ...headers }).end("{}");
      }
      const html = shop.pages.get(path) ?? page("Empty", "");
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      return response.end(html.replace("<head>", `<head>${tag}`));
    })();
  });

  const arrivalOf = async (request: IncomingMessage) => {
    let body = "";
    request.setEncoding("utf8");
    for await (const chunk of request) body += chunk;
    const result = v.safeParse(EventBatch, parse(body));
    if (!result.success) {
      shop.malformed.push(body);
      return null;
    }
    const { "content-type": contentType, cookie } = request.headers;
    const arrival = { atMs: Date.now(), contentType, cookie, batch: result.output as Batch };
    shop.arrivals.push(arrival);
    return arrival;
  };

  let port = 0;
  const shop: Shop = {
    origin: "",
    pages: new Map(),
    arrivals: [],
    malformed: [],
    accepted: () => taken.flatMap(({ batch }) => batch.events),
    answer: () => ({ status: 200 }),
    async start() {
      await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
      port = (server.address() as AddressInfo).port;
      shop.origin = `http://127.0.0.1:${port}`;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  await shop.start();
  return shop;
}

/** A page of the shop. */
export function page(title: string, body: string, head = ""): string {
  return `<!doctype html><html><head><title>${title}</title>${head}</head><body>${body}</body></html>`;
}

/** A JSON-LD script. */
export function jsonLd(data: unknown): string {
  return `<script type="application/ld+json">${typeof data === "string" ? data : JSON.stringify(data)}</script>`;
}

/** Waits until something holds; after 8 s it gives up quietly, for the expectation that follows to say what is wrong. */
export async function until(holds: () => boolean): Promise<void> {
  for (let waitedMs = 0; !holds() && waitedMs < 8000; waitedMs += 20) await sleep(20);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
