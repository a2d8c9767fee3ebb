import { createStore, promisifyRequest } from "idb-keyval";
import { nextBatch } from "./batch.ts";
import { ignore, send } from "./server.ts";

/** The oldest beyond these are given up. */
const mostKept = 200;
/** The first wait after a failure; it doubles with each one, give or take a half. */
const firstRetryMs = 1000;

const store = createStore("edgewise", "events");
/** What this page knows of: all there is where nothing can be kept, and all that there is time for at the end. */
let unsent: string[] = [];
let inFlight: string[] = [];
let retryMs = firstRetryMs;
let askedMs: number | undefined = 0;
/** Says that we wait. Not a time, because a shopper's clock may jump. */
let timer = 0;

let kept: string[] = [];
/** Until it turns out that nothing can be kept. */
let isKept = true;

/**
 * Changes what is kept of all pages that the server does not have yet, oldest first, in one transaction, since tabs
 * share it. IndexedDB may be refused (private mode, no space), and may never answer
 * (https://github.com/jakearchibald/safari-14-idb-fix): what is urgent does not wait for it.
 */
async function keep(edit: (events: string[]) => string[]): Promise<void> {
  try {
    await store("readwrite", (events) => {
      const request = events.get("events") as IDBRequest<string[] | undefined>;
      request.onsuccess = () => events.put((kept = edit(request.result ?? [])), "events");
      return promisifyRequest(events.transaction);
    });
  } catch {
    isKept = false;
  }
}

function change(edit: (events: string[]) => string[]): void {
  unsent = edit(unsent);
  void keep(edit);
}

/** Keeps an event until the server has it. */
export function add(event: string): void {
  change((events) => [...events, event].slice(-mostKept));
}

/** Gives up whatever is not sent yet. */
export function forget(): void {
  change(() => []);
}

/**
 * Sends what is kept, by one tab at a time. `urgent` is for when the page may be about to go: what this page has recorded
 * leaves at once, whatever other tabs do and though a back-off has not ended. It respects a server's `Retry-After`.
 */
export function deliver(urgent?: unknown): void {
  if (urgent || !navigator.locks) void sendAll(urgent);
  else navigator.locks.request("edgewise", () => sendAll()).catch(ignore);
}

async function sendAll(urgent?: unknown): Promise<void> {
  // Whatever is recorded in one task goes together, which is still before a click's navigation begins.
  await (undefined as unknown as Promise<void>);
  if (timer && (!urgent || askedMs)) return;
  if (!urgent) await keep((events) => events);
  // What another tab has sent meanwhile is not to be sent again. Yet what is being written is not among what is kept:
  // it stays with this page, which may be left before that.
  const batch = nextBatch((urgent || !isKept ? unsent : kept).filter((event) => !inFlight.includes(event)));
  if (!batch[0]) return;
  inFlight.push(...batch);
  askedMs = await send("e", `"events":[${batch.join()}],"sentAtMs":${Date.now()}`);
  const others = (events: string[]) => events.filter((event) => !batch.includes(event));
  inFlight = others(inFlight);
  timer = 0;
  if (askedMs == undefined) {
    change(others);
    retryMs = firstRetryMs;
    return sendAll(urgent);
  }
  timer = setTimeout(
    () => {
      timer = 0;
      deliver();
    },
    Math.max(askedMs, retryMs * (0.5 + Math.random())),
  );
  retryMs *= 2;
}
