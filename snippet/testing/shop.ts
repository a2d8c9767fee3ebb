import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import type { Event } from "../../model/event.ts";
import { checkSeen } from "../../model/events/check-incoming.ts";
import { browserClock } from "../../model/events/event-time.ts";

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

/** The events that the worker would take of a batch, as it would take them. */
interface Batch {
  events: Event[];
  sentAtMs: number;
  visitor: string;
}

/** A batch as it is sent. */
const Sent = v.strictObject({
  events: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(200)),
  sentAtMs: v.number(),
  visitor: v.string(),
});

/** A shop with the snippet in front of its pages, which remembers what reaches the endpoint. */
export interface Shop {
  origin: string;
  /** HTML by path, without the snippet's tag, which goes first in `<head>`. Other paths are empty pages. */
  pages: Map<string, string>;
  /** Everything that arrived at the endpoint, whatever it was answered. */
  arrivals: Arrival[];
  /** The events of the batches that were answered with success. */
  accepted(): Event[];
  /** Bodies that are no batch. */
  malformed: string[];
  /** Also later, or never. */
  answer: (arrival: Arrival) => Answer | Promise<Answer>;
  /** The parts that the snippet is to load, as its tag names them. */
  parts: string;
  /** Nothing listens on the port until `start`: connections are refused. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** @param scripts by file name; below a prefix that is not the usual one. */
export async function openShop(scripts: Readonly<Record<string, string>>): Promise<Shop> {
  const taken: Arrival[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const path = new URL(request.url ?? "/", shop.origin).pathname;
      const script = scripts[path.replace("/_shop/", "")];
      if (script !== undefined) return response.setHeader("content-type", "text/javascript").end(script);
      if (path === "/favicon.ico") return response.writeHead(204).end();
      if (path === "/_shop/e") {
        const arrival = await arrivalOf(request);
        const { status, headers } = arrival === null ? { status: 400 } : await shop.answer(arrival);
        if (arrival !== null && status < 300) taken.push(arrival);
        return response.writeHead(status, { "content-type": "application/json", ...headers }).end("{}");
      }
      const html = shop.pages.get(path) ?? page("Empty", "");
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      const tag = `<script async src="/_shop/s.js" data-load="${shop.parts}"></script>`;
      return response.end(html.replace("<head>", `<head>${tag}`));
    })();
  });

  const arrivalOf = async (request: IncomingMessage) => {
    let body = "";
    request.setEncoding("utf8");
    for await (const chunk of request) body += chunk;
    const result = v.safeParse(Sent, parse(body));
    if (!result.success) {
      shop.malformed.push(body);
      return null;
    }
    const { "content-type": contentType, cookie } = request.headers;
    const atMs = Date.now();
    const { taken: incoming } = checkSeen(result.output.events, browserClock(atMs, result.output.sentAtMs));
    const events = incoming.map(({ event, identities, proof }) =>
      event.name === "identify" ? { ...event, params: { identities, proof } as never } : event,
    );
    const arrival = { atMs, contentType, cookie, batch: { ...result.output, events } };
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
    answer: () => ({ status: 202 }),
    parts: "offer",
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
