import type { Deciding } from "../decide/compile-rules.ts";
import { withConsent } from "../recognise/consent.ts";
import { countPage } from "../recognise/count-page.ts";
import { snapshotCookie } from "../recognise/cookie.ts";
import { recognise, type Visitor } from "../recognise/recognise.ts";
import { readKeys, type SealingKeys } from "../recognise/seal.ts";
import { isPage } from "../share/is-page.ts";
import { marksOf } from "../share/marks.ts";
import { namingOf } from "../share/named-pages.ts";
import { ageSeconds, headersFor, type SharedPage } from "../share/shared-page.ts";
import { sharingOf } from "../share/sharing.ts";
import { type Asking, type NewAnswer, type ShopPage, shopPage } from "../share/shop-page.ts";
import { steeringHeaders } from "../share/steering.ts";
import { type Body, expectedBytesOf, type Patience, readWhole } from "../share/whole.ts";
import { type LiveBundle, liveBundle } from "../store/live-bundle.ts";
import { type Route, routeOf } from "../store/routing.ts";
import type { Look } from "../store/snapshots.ts";
import { askForPage } from "./ask-for-page.ts";
import { cartShownOn } from "./applied-line.ts";
import { asksForPage } from "./asks-for-page.ts";
import { mostPageBytes } from "./change-page.ts";
import { isDebugged } from "./debug.ts";
import { enterByToken } from "./enter-by-token.ts";
import { headOfPage } from "./head-of-page.ts";
import { codeOfLink, withLinkedCoupon } from "./linked-coupon.ts";
import { ledElsewhere } from "./led-elsewhere.ts";
import { lookForNews, withNews } from "./news.ts";
import { askOrigin, goesInCircles, isLoop, noShop, originRequest, unreachable } from "./origin.ts";
import { ownEndpoint } from "./own-endpoint.ts";
import { asItCame, keepPrivate } from "./page-headers.ts";
import { type PageVisit, personalise } from "./personalise.ts";
import { personaOf, requestAs } from "./preview-persona.ts";
import { previewOf, timedPreview, timingFor } from "./preview.ts";
import { shownByPreview } from "./shown-by-preview.ts";
import { timed } from "./timing.ts";

/**
 * Answers a request on a shop's host. Whatever fails in here, the shopper gets the shop's own page, whole.
 */
export async function visit(
  request: Request,
  env: EdgeEnv,
  context: ExecutionContext,
  url = new URL(request.url),
): Promise<Response> {
  if (isLoop(request)) return goesInCircles();
  const nowMs = Date.now();
  const route = await routeOf(env, url.hostname, nowMs);
  if (route.site === null && env.ORIGIN === "none") return noShop();
  const later = (work: Promise<unknown>) => context.waitUntil(work);
  if (route.site !== null && url.pathname.startsWith(route.prefix)) {
    const name = url.pathname.slice(route.prefix.length);
    return ownEndpoint(request, env, { site: route.site, name, nowMs, later });
  }
  if (route.site !== null && url.search !== "") {
    const lock = { site: route.site, secret: env.COOKIE_KEYS, nowMs };
    const entered = await enterByToken(request, url, lock);
    if (entered !== undefined) return entered;
  }
  if (route.site === null || !asksForPage(request)) {
    return askOrigin(originRequest(request, url, route.origin, false), url);
  }
  return visitPage({ request, url, env, origin: route.origin, site: route.site, nowMs, later });
}

/** A request for a page of a site. */
interface PageCall extends Pick<PageVisit, "request" | "url" | "env" | "nowMs" | "later"> {
  origin: Route["origin"];
  site: string;
}

/** The visitor is recognised while the shop works on the page; then it is decided what they see, and the page made so. */
async function visitPage(call: PageCall): Promise<Response> {
  const { request, env, site, nowMs, later } = call;
  const live = liveBundle(env, site, nowMs, later);
  const naming = namingOf(live.known?.bundle.site.sharedPages ?? [], call.url.pathname);
  const from = { site, origin: call.origin, naming };
  const sharing = request.method === "HEAD" || !live.isOn ? undefined : sharingOf(request, from);
  const timing = timingFor(request);
  const ask = (asking: Asking) => timed(timing, "origin", () => askShop(call, asking));
  const coming = shopPage({ sharing, ask, nowMs, later });
  const lock = { site, secret: env.COOKIE_KEYS, nowMs };
  const [recognised, preview, debugged] = await Promise.all([
    timed(timing, "recognise", () => recogniseOrNot(call, live)),
    previewOf(request, lock),
    isDebugged(request, lock),
  ]);
  const settled = await live.settle();
  const deciding = preview === undefined ? settled : await shownByPreview(env.DB, site, preview, settled);
  const who =
    recognised === undefined || deciding === undefined
      ? undefined
      : { ...recognised, deciding, isDebugged: debugged, ...timedPreview(preview, timing) };
  if (who !== undefined && preview !== undefined && preview.as !== null) {
    const path = call.url.pathname;
    who.visitor = await personaOf(preview.as, {
      profiles: env.PROFILES,
      site,
      deciding: who.deciding,
      path,
      nowMs,
    });
  }
  if (maySeePage(request) && who?.deciding.rulesOn(call.url.pathname).leads === true) {
    const elsewhere = await ledElsewhere(() => visitBy(call, who), coming);
    if (elsewhere !== undefined) return elsewhere;
  }
  const page = await coming;
  timing?.note("cache", cacheResult(page));
  return page.shared === undefined ? ownPage(call, who, page) : sharedPageFor(call, who, page.shared);
}

/** Whether somebody will see the page: not who asks for its headers, or for a part of what may be something else. */
function maySeePage({ method, headers }: Request): boolean {
  return method === "GET" && !headers.has("range");
}

/** What there is to decide by; `undefined` where either could not be had: then the page goes out as it is. */
type Who = (Recognised & Pick<PageVisit, "isDebugged" | "preview"> & { deciding: Deciding }) | undefined;

/** With what is known by now of what the server changed of the visitor, and of what they agreed to. */
function visitBy({ request, url, env, nowMs, later }: PageCall, who: NonNullable<Who>): PageVisit {
  const { keys, deciding, look, isDebugged: debugged, preview } = who;
  const as = preview?.as ?? null;
  const visitor =
    as === null
      ? withConsent(withNews(who.visitor, look), request, deciding.bundle.site, nowMs)
      : who.visitor;
  return {
    request: as === null ? request : requestAs(as, request),
    url,
    env,
    keys,
    visitor,
    deciding,
    nowMs,
    later,
    isDebugged: debugged,
    ...(preview === undefined ? {} : { preview }),
  };
}

function cacheResult(page: ShopPage): "hit" | "miss" | "private" {
  if (page.shared !== undefined) return "hit";
  return page.keep === undefined ? "private" : "miss";
}

/** A page that others get too, made this visitor's own. */
async function sharedPageFor(call: PageCall, who: Who, page: SharedPage): Promise<Response> {
  const head = { status: 200, headers: headersFor(page, call.request.headers.get("accept-encoding")) };
  const response = await personaliseOr(
    call,
    who,
    () => asItCame(page.bytes, head),
    async (pageVisit) => {
      const marked = marksOf(page, pageVisit.deciding, call.url.pathname);
      if (marked === undefined) return asItCame(page.bytes, head);
      return personalise(pageVisit, { response: head, bytes: page.bytes, marked });
    },
  );
  response.headers.set("age", String(ageSeconds(page, call.nowMs)));
  return response;
}

/** An answer that the shop has just given, made this visitor's own; and kept for others where it may be. */
async function ownPage(call: PageCall, who: Who, { response, keep }: NewAnswer): Promise<Response> {
  if (who === undefined) return response;
  const { deciding } = who;
  const path = call.url.pathname;
  if (call.request.method === "HEAD") return headOfPage(response, deciding, path);
  if (response.status >= 300 && response.status < 400) return ledOn(call, who, response);
  if (!isPage(response) || isTooLong(response)) return response;
  const isCart = deciding.bundle.site.cart?.path === path || cartShownOn(who, path, who.visitor) !== null;
  const isWaitedFor = isCart || who.preview?.frame?.isEdited === true;
  const body = await bodyOf(response, isWaitedFor ? cartPatience : pagePatience);
  // The shop's server broke off in the middle of its page: there is no whole page to give.
  if (body === undefined) return unreachable();
  const asItIs = () => asItCame(body.whole ? body.bytes : body.stream, response);
  if (!body.whole && body.why === "long") return asItIs();
  return personaliseOr(call, who, asItIs, async (pageVisit) => {
    if (!body.whole) {
      const onWhole = (bytes: Uint8Array) => keep?.(bytes.slice());
      return personalise(pageVisit, { response, stream: body.stream, onWhole });
    }
    const shared = keep?.(body.bytes);
    const marked = shared === undefined ? undefined : marksOf(shared, deciding, path);
    return personalise(pageVisit, { response, bytes: body.bytes, marked });
  });
}

/** A link with a code mostly leads on to a page that does not have it any more. */
async function ledOn(call: PageCall, who: NonNullable<Who>, response: Response): Promise<Response> {
  if (codeOfLink(call.url) === undefined) return response;
  return personaliseOr(
    call,
    who,
    () => response,
    async (pageVisit) => {
      const visitor = withLinkedCoupon(pageVisit, pageVisit.visitor);
      if (visitor.snapshot === pageVisit.visitor.snapshot) return response;
      const headers = new Headers(response.headers);
      headers.append("set-cookie", await snapshotCookie(visitor.snapshot, call.site, pageVisit.keys));
      keepPrivate(headers);
      return new Response(response.body, { status: response.status, headers });
    },
  );
}

async function personaliseOr(
  call: PageCall,
  who: Who,
  asItIs: () => Response,
  make: (pageVisit: PageVisit) => Promise<Response>,
): Promise<Response> {
  if (who === undefined) return asItIs();
  try {
    const pageVisit = visitBy(call, who);
    if (pageVisit.preview !== undefined) return await make(pageVisit);
    const { facts } = who.deciding.bundle;
    return await make({
      ...pageVisit,
      visitor: countPage(pageVisit.visitor, call.request, facts, call.nowMs),
    });
  } catch (error) {
    console.error({
      message: "A page was passed on as it is.",
      path: call.url.pathname,
      error: String(error),
    });
    return asItIs();
  }
}

function askShop({ request, origin, url }: PageCall, { asNobody, conditions }: Asking): Promise<Response> {
  const asked = originRequest(request, url, origin, true);
  if (asNobody) for (const name of ["cookie", ...steeringHeaders(asked.headers)]) asked.headers.delete(name);
  for (const [name, value] of conditions) asked.headers.set(name, value);
  // What is asked for everybody's sake is known to be a page.
  return asNobody ? askOrigin(asked, url) : askForPage(request, asked, origin, url);
}

/** A page that is not there by then goes out while it comes: the first byte must not wait for a slow last one. */
const pagePatience: Patience = { wholeMs: 100, pieceMs: 10 };
/**
 * A cart page is read whole, so that its coupons can be applied before it is seen, and so is one that is edited; but
 * nobody looks at nothing for ever.
 */
const cartPatience: Patience = { wholeMs: 5000, pieceMs: 2000 };

function isTooLong({ headers }: Response): boolean {
  return Number(headers.get("content-length") ?? 0) > mostPageBytes;
}

function bodyOf(
  response: Response & { body: ReadableStream<Uint8Array> },
  patience: Patience | undefined,
): Promise<Body | undefined> {
  return readWhole(response.body, mostPageBytes, patience, expectedBytesOf(response)).catch(() => undefined);
}

interface Recognised {
  keys: SealingKeys;
  visitor: Visitor;
  /** Whether KV knows more of the visitor than they carry. */
  look: Look | undefined;
}

async function recogniseOrNot(call: PageCall, live: LiveBundle): Promise<Recognised | undefined> {
  const { request, env, site, nowMs, later } = call;
  try {
    const keys = await readKeys(env.COOKIE_KEYS);
    const visitor = await recognise(request, site, keys, nowMs);
    const looking = { bundles: env.BUNDLES, keys, site, later };
    return { keys, visitor, look: lookForNews(looking, visitor, live, nowMs) };
  } catch (error) {
    console.error({ message: "A visitor could not be recognised.", error: String(error) });
    return undefined;
  }
}
