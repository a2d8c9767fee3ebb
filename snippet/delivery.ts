import { promisifyRequest } from "idb-keyval";
import { nextBatch } from "./batch.ts";
import { address, send } from "./server.ts";

/** The oldest beyond these are given up. */
const mostKept = 200;
/** Half of the first wait after a failure, which doubles with each one; and up to as much again, by chance. */
const firstRetryMs = 600;
/** Whoever asks to be left alone for longer has made a mistake, and a timer of 25 days ends at once. */
const mostRetryMs = 1e7;
/** A page waits so long for its turn: the tab that has it may be frozen, and IndexedDB may never answer. */
const patienceMs = 1e4;

/** What this page knows of: all there is where nothing can be kept, and all that there is time for at the end. */
const unsent = new Set<string>();
const inFlight = new Set<string>();
let retryMs = firstRetryMs;
/** How long the server has asked to be left alone, or about nothing where it did not; 0 where nobody waits for that. */
let waitMs: number | undefined;

/** Ends this page's turn, and its waiting for one. */
let turns = new AbortController();

let database: Promise<IDBDatabase> | undefined;

const open = (): Promise<IDBDatabase> => {
  // Several sites may share a host.
  const request = indexedDB.open(address("e") as unknown as string);
  request.onupgradeneeded = () => request.result.createObjectStore("events");
  return promisifyRequest(request);
};

/**
 * Changes what is kept of all pages that the server does not have yet. Each event is its own key: so they lie in order of
 * time, and nothing is to be read before one is added. IndexedDB may be refused (private mode, no space), and may never
 * answer (https://github.com/jakearchibald/safari-14-idb-fix): a page that may be about to go does not wait for it.
 * @returns what is kept now, oldest first, or where nothing can be what this page knows of.
 */
const keep = async (change?: (events: IDBObjectStore) => unknown): Promise<string[]> => {
  let kept: string[];
  try {
    const transaction = (await (database ??= open())).transaction("events", "readwrite");
    const events = transaction.objectStore("events");
    change?.(events);
    const keys = events.getAllKeys();
    // A page that is being left hears no answers, so nothing is to come after this. Not in Safari before 15.
    transaction.commit?.();
    await promisifyRequest(transaction);
    kept = keys.result as string[];
  } catch {
    // From now on nothing can be.
    database = {} as Promise<never>;
    kept = unsent as Iterable<string> as string[];
  }
  if (kept[mostKept]) remove(kept.slice(0, -mostKept));
  return kept;
};

const remove = (gone: readonly string[]): void => {
  const removeFrom = (events: { delete(event: string): unknown }) =>
    gone.forEach((event) => events.delete(event));
  removeFrom(unsent);
  void keep(removeFrom);
};

/** Keeps an event until the server has it. */
export const add = (event: string): void => {
  unsent.add(event);
  void keep((events) => events.put(0, event));
};

/** Gives up whatever is not sent yet. */
export const forget = (): void => {
  unsent.clear();
  void keep((events) => events.clear());
};

/**
 * Sends what this page has recorded at once, since it may be about to go: whatever other tabs do, and though a back-off has
 * not ended. It respects a server's `Retry-After`.
 * @param calm the page is there to stay: what is kept of all pages is sent, by one tab at a time.
 */
export const deliver = (calm?: unknown): void => {
  const late = setTimeout(sendAll, patienceMs);
  const turn = () => sendAll(calm).then(() => clearTimeout(late));
  const untilOver = () =>
    // oxlint-disable-next-line typescript/no-misused-promises, unicorn/prefer-add-event-listener -- Bytes: there is one turn at a time.
    new Promise((end) => turn().then((turns.signal.onabort = end)));
  // A browser that refuses storage refuses locks, too.
  void ((calm && navigator.locks?.request("edgewise", turns, untilOver).catch(turn)) || turn());
};

/**
 * Lets other pages have their turn. One that has it, or that waits for it, cannot rest in the back/forward cache while others want
 * it; what it has under way goes on.
 */
export const letOthers = (): void => {
  turns.abort();
  turns = new AbortController();
};

const sendAll = async (calm?: unknown): Promise<void> => {
  // Whatever is recorded in one task goes together, which is still before a click's navigation begins.
  await (0 as unknown as Promise<void>);
  if (calm ? waitMs : (waitMs as number) > 1) return;
  // What another tab has sent meanwhile is not to be sent again. Yet what is being written is not among what is kept:
  // it stays with this page, which may be left before that.
  const batch = nextBatch([...(calm ? await keep() : unsent)].filter((event) => !inFlight.has(event)));
  if (!batch[0]) return;
  batch.forEach((event) => inFlight.add(event));
  waitMs = await send("e", `"events":[${batch.join()}],"sentAtMs":${Date.now()}`);
  batch.forEach((event) => inFlight.delete(event));
  if (waitMs)
    setTimeout(
      () => {
        waitMs = 0;
        deliver(1);
      },
      Math.min(mostRetryMs, waitMs + (retryMs *= 1.5 + Math.random())),
    );
  else {
    remove(batch);
    retryMs = firstRetryMs;
    await sendAll(calm);
  }
};
