import { isPage } from "./is-page.ts";
import { lifetimeOf } from "./lifetime.ts";
import { PageMemory } from "./page-memory.ts";
import {
  confirmedHeaders,
  mostSharedPageBytes,
  sharedPage,
  type SharedPage,
  validatorsOf,
} from "./shared-page.ts";
import type { Sharing } from "./sharing.ts";
import { readWhole } from "./whole.ts";

/** How the shop is asked for the page of a request. */
export interface Asking {
  /** Without the visitor's cookies: the answer is then nobody's. */
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

const memory = new PageMemory();

/** The page that a request asks for: from memory where it may be shared and is fresh, else from the shop. */
export async function shopPage(request: PageRequest): Promise<ShopPage> {
  const { sharing, nowMs } = request;
  if (sharing === undefined) return onlyFor(await request.ask({ asNobody: false, conditions: [] }));
  const kept = sharing.isReload ? undefined : memory.find(sharing.key);
  if (kept === undefined || nowMs >= kept.lifetime.whileRevalidatingUntilMs) {
    return askShop(request, sharing, kept);
  }
  if (nowMs >= kept.lifetime.freshUntilMs) refreshBehind(request, sharing, kept);
  return { shared: kept };
}

function onlyFor(response: Response): NewAnswer {
  return { shared: undefined, response, keep: undefined };
}

/** @param kept a page that may no longer be shown without asking. */
async function askShop(
  { ask, nowMs }: PageRequest,
  sharing: Sharing,
  kept: SharedPage | undefined,
): Promise<ShopPage> {
  // Of a page that others saw, no visitor's cookie has ever been part.
  const asNobody = kept !== undefined;
  const response = await ask({ asNobody, conditions: kept === undefined ? [] : validatorsOf(kept) });
  if (kept !== undefined && response.status >= 500 && nowMs < kept.lifetime.ifErrorUntilMs) {
    await response.body?.cancel();
    return { shared: kept };
  }
  const isConfirmed = kept !== undefined && response.status === 304;
  const headers = isConfirmed ? confirmedHeaders(kept, response.headers) : response.headers;
  const mayKeep = isConfirmed || ((asNobody || !sharing.hasCookies) && isPage(response));
  const lifetime = mayKeep ? lifetimeOf(headers, nowMs) : undefined;
  if (lifetime === undefined) {
    memory.forget(sharing.key);
    if (asNobody && sharing.hasCookies) {
      // It is not for everybody after all, so it is the visitor who has to ask.
      await response.body?.cancel();
      return onlyFor(await ask({ asNobody: false, conditions: [] }));
    }
    return onlyFor(isConfirmed ? new Response(kept.bytes, { headers }) : response);
  }
  const keep = (bytes: Uint8Array) => {
    if (bytes.byteLength > mostSharedPageBytes) return undefined;
    const page = sharedPage(bytes, headers, lifetime);
    memory.keep(sharing.key, page);
    return page;
  };
  if (!isConfirmed) return { shared: undefined, response, keep };
  const confirmed = { ...kept, ...sharedPage(kept.bytes, headers, lifetime) };
  memory.keep(sharing.key, confirmed);
  return { shared: confirmed };
}

/** After this, whoever began to ask the shop is taken to have failed. */
const longestRefreshMs = 30_000;

/** One at a time in this isolate; promises may not be shared between requests. */
function refreshBehind(request: PageRequest, sharing: Sharing, kept: SharedPage): void {
  const { nowMs, later } = request;
  if (nowMs - (kept.refreshedSinceMs ?? 0) < longestRefreshMs) return;
  kept.refreshedSinceMs = nowMs;
  later(refresh(request, sharing, kept));
}

async function keepBody(
  keep: (bytes: Uint8Array) => unknown,
  stream: ReadableStream<Uint8Array> | null,
): Promise<void> {
  if (stream === null) return;
  const body = await readWhole(stream, mostSharedPageBytes);
  if (body.whole) keep(body.bytes);
  else await body.stream.cancel();
}

async function refresh(request: PageRequest, sharing: Sharing, kept: SharedPage): Promise<void> {
  const found = await askShop(request, sharing, kept);
  if (found.shared !== undefined) return;
  if (found.keep === undefined) await found.response.body?.cancel();
  else await keepBody(found.keep, found.response.body);
}
