import { isPage } from "./is-page.ts";
import { lifetimeOf } from "./lifetime.ts";
import { findInCache, putIntoCache, removeFromCache } from "./page-cache.ts";
import { PageMemory } from "./page-memory.ts";
import { RecentKeys } from "./recent-keys.ts";
import {
  confirmedHeaders,
  mayShowUnasked,
  mostSharedPageBytes,
  sharedPage,
  type SharedPage,
  usefulUntilMs,
  validatorsOf,
} from "./shared-page.ts";
import type { Sharing } from "./sharing.ts";
import { type Patience, readWhole } from "./whole.ts";
import { within } from "../wait/within.ts";

/** How the shop is asked for the page of a request. */
export interface Asking {
  /** Without anything that is the visitor's alone: the answer is then nobody's. */
  asNobody: boolean;
  /** Headers that ask whether a page is still the same; none where its bytes are wanted in any case. */
  conditions: readonly (readonly [name: string, value: string])[];
}

/** Who asks for a page, and how more is to be had. */
export interface PageRequest {
  /** `undefined` where the shop has to answer itself. */
  sharing: Sharing | undefined;
  /** Never throws: a shop that cannot be reached is a page that says so, with a status of 500 or more. */
  ask: (asking: Asking) => Promise<Response>;
  nowMs: number;
  /** Goes on behind the response. */
  later: (work: Promise<unknown>) => void;
}

/** The shop's page: one that others get too, or an answer that the shop has just given. */
export type ShopPage = { shared: SharedPage } | NewAnswer;

export interface NewAnswer {
  shared: undefined;
  response: Response;
  /** Keeps the page for others, once it is there; not there where it is for this visitor alone. */
  keep: ((bytes: Uint8Array) => SharedPage | undefined) | undefined;
}

/** A request that a shared page may answer. */
type SharingRequest = PageRequest & { sharing: Sharing };

const memory = new PageMemory();
/** Pages that turned out to be each visitor's own: they are not looked for in the cache at each request. */
const notShared = new RecentKeys(2000, 60_000);

/**
 * The page that a request asks for: where it may be shared and is fresh, from this isolate's memory or this data
 * centre's cache, else from the shop.
 */
export async function shopPage(request: PageRequest): Promise<ShopPage> {
  if (!maySharePage(request)) return onlyFor(await request.ask(asVisitor));
  const { sharing, nowMs } = request;
  const kept = await keptPage(sharing, nowMs);
  if (kept === undefined || sharing.isReload || !mayShowUnasked(kept, nowMs)) {
    return askShop(request, kept);
  }
  if (nowMs >= kept.lifetime.freshUntilMs) refreshBehind(request, kept);
  return { shared: kept };
}

const asVisitor: Asking = { asNobody: false, conditions: [] };

function maySharePage(request: PageRequest): request is SharingRequest {
  return request.sharing !== undefined;
}

function onlyFor(response: Response): NewAnswer {
  return { shared: undefined, response, keep: undefined };
}

/** The latest that is near, fresh or not. */
async function keptPage(sharing: Sharing, nowMs: number): Promise<SharedPage | undefined> {
  const { key } = sharing;
  const here = memory.find(key);
  if (here !== undefined && mayShowUnasked(here, nowMs)) return here;
  if (notShared.has(key, nowMs)) return here;
  const near = await findInCache(sharing);
  if (near === undefined || (here !== undefined && near.lifetime.madeAtMs <= here.lifetime.madeAtMs))
    return here;
  memory.keep(key, near, nowMs);
  return near;
}

/** @param kept a page that may not be shown before the shop was asked. */
async function askShop(request: SharingRequest, kept: SharedPage | undefined): Promise<ShopPage> {
  const { sharing, nowMs } = request;
  // A page that others saw is nobody's; so is one that the owner named, until an answer says otherwise.
  const asNobody = kept !== undefined || (sharing.naming !== undefined && !notShared.has(sharing.key, nowMs));
  const conditions = kept === undefined || sharing.isReload ? [] : validatorsOf(kept);
  const asked = request.ask({ asNobody, conditions });
  if (kept !== undefined && nowMs < kept.lifetime.ifErrorUntilMs && !(await succeeds(asked, request))) {
    kept.shopFailedAtMs = nowMs;
    return { shared: kept };
  }
  const answer = await asked;
  const isConfirmed = kept !== undefined && answer.status === 304;
  const headers = isConfirmed ? confirmedHeaders(kept, answer.headers) : answer.headers;
  const lifetime = isConfirmed || isPage(answer) ? lifetimeOf(headers, nowMs, sharing.naming) : undefined;
  const isPlain = sharing.isPlain();
  if (lifetime === undefined) {
    const own = isConfirmed ? new Response(kept.bytes, { headers }) : answer;
    if (answer.status < 500) forget(request, kept);
    return onlyFor(asNobody && !isPlain ? await askAgain(request, own) : own);
  }
  if (!asNobody && !isPlain) return onlyFor(answer);
  if (!isConfirmed) {
    const keep = (bytes: Uint8Array) => keepPage(request, sharedPage(alone(bytes), headers, lifetime));
    return { shared: undefined, response: withoutCookies(answer), keep };
  }
  const { marks } = kept;
  const confirmed = { ...sharedPage(kept.bytes, headers, lifetime), ...(marks && { marks }) };
  keepPage(request, confirmed);
  return { shared: confirmed };
}

/** A shop that takes longer does not answer, as far as a page goes that may be shown in its place. */
const longestWaitMs = 3000;

/** Whether the shop answers, in time and not with an error of its own. */
async function succeeds(asked: Promise<Response>, { later }: PageRequest): Promise<boolean> {
  const answer = await within(asked, longestWaitMs);
  if (answer !== undefined && answer.status < 500) return true;
  later(asked.then(({ body }) => body?.cancel()));
  return false;
}

/** What was asked for as nobody is not for everybody after all: so it is the visitor who has to ask. */
async function askAgain({ ask }: PageRequest, answer: Response): Promise<Response> {
  await answer.body?.cancel();
  return ask(asVisitor);
}

/** The first who asks gets what all others get: a cookie of nobody's is no visitor's. */
function withoutCookies(answer: Response): Response {
  if (!answer.headers.has("set-cookie")) return answer;
  const headers = new Headers(answer.headers);
  headers.delete("set-cookie");
  return new Response(answer.body, { status: answer.status, headers });
}

/** @returns `undefined` for a page that is too long, or of no use to anybody else */
function keepPage({ sharing, nowMs, later }: SharingRequest, page: SharedPage): SharedPage | undefined {
  if (page.bytes.byteLength > mostSharedPageBytes || usefulUntilMs(page) <= nowMs) return undefined;
  memory.keep(sharing.key, page, nowMs);
  notShared.forget(sharing.key);
  later(putIntoCache(sharing, page, nowMs));
  return page;
}

function forget({ sharing, nowMs, later }: SharingRequest, kept: SharedPage | undefined): void {
  notShared.add(sharing.key, nowMs);
  memory.forget(sharing.key);
  if (kept !== undefined) later(removeFromCache(sharing));
}

/** After this, whoever began to ask the shop is taken to have failed. */
const longestRefreshMs = 30_000;

const refreshPatience: Patience = { wholeMs: 20_000, pieceMs: 5000 };

/** One at a time in this isolate; promises may not be shared between requests. */
function refreshBehind(request: SharingRequest, kept: SharedPage): void {
  const { nowMs, later } = request;
  if (nowMs - (kept.refreshedSinceMs ?? 0) < longestRefreshMs) return;
  kept.refreshedSinceMs = nowMs;
  later(refresh(request, kept));
}

async function refresh(request: SharingRequest, kept: SharedPage): Promise<void> {
  const found = await askShop(request, kept);
  if (found.shared !== undefined) return;
  const stream: ReadableStream<Uint8Array> | null = found.response.body;
  if (found.keep === undefined || stream === null) {
    await stream?.cancel();
    return;
  }
  const body = await readWhole(stream, mostSharedPageBytes, refreshPatience);
  if (body.whole) found.keep(body.bytes);
  else await body.stream.cancel();
}

/** What is kept for long must not keep alive the larger place that it was read into. */
function alone(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
}
