import type { Deciding } from "../decide/compile-rules.ts";
import { countPage } from "../recognise/count-page.ts";
import { recognise } from "../recognise/recognise.ts";
import { readKeys, type SealingKeys } from "../recognise/seal.ts";
import { findRegions, type MarkedPage } from "../rewrite/find-regions.ts";
import { selectorsOf } from "../rewrite/rewrite.ts";
import { liveBundle } from "../store/live-bundle.ts";
import { routeOf } from "../store/routing.ts";
import { askOrigin, goesInCircles, isLoop, noShop, originRequest, unreachable } from "./origin.ts";
import { ownEndpoint } from "./own-endpoint.ts";
import { mostPageBytes, personalise } from "./personalise.ts";
import {
  ageOf,
  mostSharedPageBytes,
  sharedForMs,
  sharedKey,
  type SharedPage,
  SharedPages,
} from "./shared-pages.ts";
import { type Body, type Patience, readWhole } from "./whole.ts";

/**
 * Answers a request on a shop's host. Whatever fails in here, the shopper gets the shop's own page, whole.
 */
export async function visit(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
  if (isLoop(request)) return goesInCircles();
  const nowMs = Date.now();
  const url = new URL(request.url);
  const route = await routeOf(env.BUNDLES, url.hostname, env.ORIGIN, nowMs);
  if (route.site === null && env.ORIGIN === "none") return noShop();
  const later = (work: Promise<unknown>) => context.waitUntil(work);
  if (route.site !== null && url.pathname.startsWith(route.prefix)) {
    return ownEndpoint(request, env, {
      site: route.site,
      name: url.pathname.slice(route.prefix.length),
      nowMs,
      later,
    });
  }
  if (route.site === null || !asksForPage(request)) {
    return askOrigin(originRequest(request, route.origin, false), url);
  }
  const live = liveBundle(env, route.site, nowMs, later);
  const asked = originRequest(request, route.origin, true);
  const key = sharedKey(asked, route.site);
  const shared = key === undefined ? undefined : sharedPages.find(key, nowMs);
  const [response, recognised] = await Promise.all([
    shared === undefined ? askOrigin(asked, url) : sharedResponse(shared, nowMs),
    recogniseOrNot(request, route.site, env.COOKIE_KEYS, nowMs),
  ]);
  const deciding = await live.settle();
  if (shared === undefined && (recognised === undefined || deciding === undefined || !isPage(response)))
    return response;
  if (isTooLong(response)) return response;
  const isCart = deciding?.bundle.site.cart?.path === url.pathname;
  const read = await bodyOf(response, shared, isCart ? undefined : pagePatience);
  // The shop's server broke off in the middle of its page: there is no whole page to give.
  if (read === undefined) return unreachable();
  const asItIs = read.whole ? read.bytes : read.stream;
  if (recognised === undefined || deciding === undefined || (!read.whole && read.why === "long"))
    return new Response(asItIs, response);
  try {
    const { keys } = recognised;
    const visitor = countPage(recognised.visitor, request, deciding.bundle.facts, nowMs);
    const pageVisit = { request, env, keys, visitor, deciding, nowMs, later };
    const sharing = { key, shared, deciding, path: url.pathname, nowMs };
    if (!read.whole) {
      const onWhole = (bytes: Uint8Array) => later(sharedMarks(sharing, response, bytes.slice()));
      return await personalise(pageVisit, { response, stream: read.stream, onWhole });
    }
    const { bytes } = read;
    const marked = await sharedMarks(sharing, response, bytes);
    return await personalise(pageVisit, { response, bytes, ...(marked === undefined ? {} : { marked }) });
  } catch (error) {
    console.error({ message: "A page was passed on as it is.", path: url.pathname, error: String(error) });
    return new Response(asItIs, response);
  }
}

/** A page that is not there by then goes out while it comes: the first byte must not wait for a slow last one. */
const pagePatience: Patience = { wholeMs: 100, pieceMs: 20 };

function isTooLong({ headers }: Response): boolean {
  return Number(headers.get("content-length") ?? 0) > mostPageBytes;
}

/** In memory of this isolate, beside nothing that any visitor did. */
const sharedPages = new SharedPages();

function bodyOf(
  response: Response,
  shared: SharedPage | undefined,
  patience: Patience | undefined,
): Promise<Body | undefined> {
  if (shared !== undefined) return Promise.resolve({ whole: true, bytes: shared.marked.bytes });
  const body: ReadableStream<Uint8Array> | null = response.body;
  if (body === null) return Promise.resolve(undefined);
  return readWhole(body, mostPageBytes, patience).catch(() => undefined);
}

function sharedResponse({ headers, ageSeconds, storedAtMs }: SharedPage, nowMs: number): Response {
  const response = new Response(null, { headers: headers.map(([name, value]) => [name, value]) });
  response.headers.set("age", String(Math.round(ageSeconds + (nowMs - storedAtMs) / 1000)));
  return response;
}

interface Sharing {
  /** `undefined` for a request that is not answered with a shared page. */
  key: string | undefined;
  shared: SharedPage | undefined;
  deciding: Deciding;
  path: string;
  nowMs: number;
}

/**
 * The places that any rule of this page may change, for a page that is shared: searched for once for each version of
 * the bundle, and kept with the page. `undefined` for a page that is this visitor's alone, or that cannot be searched.
 */
async function sharedMarks(
  { key, shared, deciding, path, nowMs }: Sharing,
  response: Response,
  bytes: Uint8Array,
): Promise<MarkedPage | undefined> {
  const { version } = deciding.bundle;
  if (shared?.version === version) return shared.marked;
  const forMs = shared === undefined ? sharedForMs(response) : shared.freshUntilMs - nowMs;
  if (key === undefined || forMs <= 0 || bytes.byteLength > mostSharedPageBytes) return undefined;
  const edits = deciding
    .rulesOn(path)
    .all()
    .flatMap(({ variants }) => variants.flatMap(({ changes }) => changes));
  try {
    const contentType = response.headers.get("content-type") ?? "text/html";
    const marked = findRegions(bytes, contentType, selectorsOf(edits.map(({ edit }) => edit)));
    const page = shared ?? {
      headers: [...response.headers],
      storedAtMs: nowMs,
      ageSeconds: ageOf(response.headers),
      freshUntilMs: nowMs + forMs,
    };
    sharedPages.keep(key, { ...page, marked, version });
    return marked;
  } catch (error) {
    console.error({ message: "A page cannot be searched, and is not shared.", path, error: String(error) });
    return undefined;
  }
}

async function recogniseOrNot(request: Request, site: string, secret: string, nowMs: number) {
  try {
    const keys: SealingKeys = await readKeys(secret);
    return { keys, visitor: await recognise(request, site, keys, nowMs) };
  } catch (error) {
    console.error({ message: "A visitor could not be recognised.", error: String(error) });
    return undefined;
  }
}

/** Navigations, in this window or in a frame; scripts that fetch a page or a part of one get it as it is. */
function asksForPage(request: Request): boolean {
  // A part of something, such as of a film, must stay the part that was asked for.
  if (request.method !== "GET" || request.headers.has("range")) return false;
  const destination = request.headers.get("sec-fetch-dest");
  if (destination !== null) return ["document", "iframe", "frame"].includes(destination);
  return /text\/html|\*\/\*/.test(request.headers.get("accept") ?? "*/*");
}

function isPage(response: Response): response is Response & { body: ReadableStream<Uint8Array> } {
  if (response.status !== 200 || response.body === null) return false;
  if (/^\s*attachment/i.test(response.headers.get("content-disposition") ?? "")) return false;
  // Elsewhere than in HTML, one unclosed tag of ours would break the whole page.
  if (!/^\s*text\/html\b/i.test(response.headers.get("content-type") ?? "")) return false;
  // Of other encodings the platform hands out the bytes as they are.
  return /^\s*(identity|gzip|br)?\s*$/i.test(response.headers.get("content-encoding") ?? "");
}
