import * as v from "valibot";
import { check } from "../../model/problem.ts";
import { type SharedPage, usefulUntilMs } from "./shared-page.ts";
import type { Sharing } from "./sharing.ts";
import { within } from "../wait/within.ts";

/** Reading is to cost less than asking the shop; whatever takes longer is not there. */
const deadlineMs = 50;

/** The first line of what is stored; the page's bytes follow. */
const Head = v.object({
  format: v.literal(1),
  key: v.string(),
  sizeBytes: v.number(),
  headers: v.array(v.tuple([v.string(), v.string()])),
  lifetime: v.object({
    madeAtMs: v.number(),
    freshUntilMs: v.number(),
    whileRevalidatingUntilMs: v.number(),
    ifErrorUntilMs: v.number(),
  }),
});

/** What a page is known by, and an address on the host that it belongs to. */
type CachedAs = Pick<Sharing, "key" | "url">;

/**
 * A shared page as another isolate of this data centre keeps it. Anything that goes wrong, and anything that is not
 * whole, is not there.
 */
export async function findInCache(page: CachedAs): Promise<SharedPage | undefined> {
  try {
    return await within(read(page), deadlineMs);
  } catch (error) {
    console.error({ message: "The cache of shared pages could not be read.", error: String(error) });
    return undefined;
  }
}

async function read(page: CachedAs): Promise<SharedPage | undefined> {
  const stored = await (await ownCache()).match(addressOf(page));
  if (stored === undefined) return undefined;
  const whole = new Uint8Array(await stored.arrayBuffer());
  const headEnd = whole.indexOf(lineFeed);
  const head = check(Head, JSON.parse(new TextDecoder().decode(whole.subarray(0, headEnd))));
  if (!head.ok) return undefined;
  const bytes = whole.subarray(headEnd + 1);
  const { headers, lifetime, sizeBytes } = head.value;
  if (head.value.key !== page.key || bytes.byteLength !== sizeBytes) return undefined;
  return { bytes, headers: new Headers(headers), lifetime };
}

/** For the other isolates of this data centre. Never fails. */
export async function putIntoCache(as: CachedAs, page: SharedPage, nowMs: number): Promise<void> {
  const { bytes, headers, lifetime } = page;
  const head: v.InferOutput<typeof Head> = {
    format: 1,
    key: as.key,
    sizeBytes: bytes.byteLength,
    headers: [...headers],
    lifetime,
  };
  // Where the shop has to be asked each time in any case, it is not worth the writing.
  if (lifetime.freshUntilMs <= nowMs) return;
  const forSeconds = Math.ceil((usefulUntilMs(page) - nowMs) / 1000);
  try {
    const body = new Blob([JSON.stringify(head), "\n", bytes]);
    const stored = new Response(body, {
      headers: { "cache-control": `max-age=${forSeconds}`, "content-type": "application/octet-stream" },
    });
    await (await ownCache()).put(addressOf(as), stored);
  } catch (error) {
    console.error({ message: "A shared page could not be put into the cache.", error: String(error) });
  }
}

export async function removeFromCache(page: CachedAs): Promise<void> {
  try {
    await (await ownCache()).delete(addressOf(page));
  } catch (error) {
    console.error({ message: "A page could not be removed from the cache.", error: String(error) });
  }
}

const lineFeed = 0x0a;

/** A cache of our own: nothing in it answers a request from outside. */
function ownCache(): Promise<Cache> {
  return caches.open("shared-pages");
}

/** On the shop's own host, as the platform wants it. */
function addressOf({ key, url }: CachedAs): string {
  return new URL(`/${encodeURIComponent(key)}`, url).href;
}
