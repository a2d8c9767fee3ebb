import { countPage } from "../recognise/count-page.ts";
import { recognise } from "../recognise/recognise.ts";
import { readKeys, type SealingKeys } from "../recognise/seal.ts";
import { liveBundle } from "../store/live-bundle.ts";
import { routeOf } from "../store/routing.ts";
import { askOrigin, goesInCircles, isLoop, noShop, originRequest, unreachable } from "./origin.ts";
import { ownEndpoint } from "./own-endpoint.ts";
import { mostPageBytes, personalise } from "./personalise.ts";
import { readWhole } from "./whole.ts";

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
  const [response, recognised] = await Promise.all([
    askOrigin(originRequest(request, route.origin, true), url),
    recogniseOrNot(request, route.site, env.COOKIE_KEYS, nowMs),
  ]);
  const deciding = await live.settle();
  if (recognised === undefined || deciding === undefined || !isPage(response)) return response;
  const read = await readWhole(response.body, mostPageBytes).catch(() => undefined);
  // The shop's server broke off in the middle of its page: there is no whole page to give.
  if (read === undefined) return unreachable();
  if (!read.whole) return new Response(read.stream, response);
  const { keys } = recognised;
  try {
    const visitor = countPage(recognised.visitor, request, deciding.bundle.facts, nowMs);
    const page = { response, bytes: read.bytes };
    return await personalise({ request, env, keys, visitor, deciding, nowMs, later }, page);
  } catch (error) {
    console.error({ message: "A page was passed on as it is.", path: url.pathname, error: String(error) });
    return new Response(read.bytes, response);
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
