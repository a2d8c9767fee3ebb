import type { HeldCoupon } from "../../model/snapshot.ts";
import { applyCoupons, type WholePage } from "../coupon/apply-by-form.ts";
import type { Deciding } from "../decide/compile-rules.ts";
import { decide } from "../decide/decide.ts";
import type { Decisions } from "../decide/decision.ts";
import { remember } from "../decide/remember.ts";
import { profileOf } from "../profile/profile-of.ts";
import { snapshotCookie } from "../recognise/cookie.ts";
import { gatherFacts } from "../recognise/facts.ts";
import { languagesOf } from "../recognise/languages.ts";
import { isPrefetch } from "../recognise/is-prefetch.ts";
import type { Visitor } from "../recognise/recognise.ts";
import type { SealingKeys } from "../recognise/seal.ts";
import { record } from "../record/record.ts";
import { assemble, changesNothing, type Rewrite, rewritePage } from "../rewrite/rewrite.ts";
import { canStream } from "../rewrite/need-of.ts";
import { rewriteStream } from "../rewrite/rewrite-stream.ts";
import { type Patience, readWhole } from "../share/whole.ts";
import { inTime } from "../wait/in-time.ts";
import { ShopperSession } from "./shop-session.ts";

/** A page that is still on its way from the shop. */
export interface ComingPage {
  response: Response;
  stream: ReadableStream<Uint8Array>;
  /** Told the shop's own bytes, once all of them have gone out. */
  onWhole: (bytes: Uint8Array) => void;
}

/** Pages above this are passed on as they are. */
export const mostPageBytes = 8 * 1024 * 1024;

/** One visitor asking for one page. */
export interface PageVisit {
  request: Request;
  env: Env;
  keys: SealingKeys;
  visitor: Visitor;
  deciding: Deciding;
  nowMs: number;
  /** Goes on behind the response. */
  later: (work: Promise<unknown>) => void;
}

/** The shop's page made this visitor's own. @throws where anything fails; the caller has the shop's page still. */
export async function personalise(visit: PageVisit, page: WholePage | ComingPage): Promise<Response> {
  const { request, visitor, deciding } = visit;
  const { site } = deciding.bundle;
  const { pathname } = new URL(request.url);
  const { facts, languages, decisions } = decideFor(visit);
  const holder = grant(visit, remembering(visit, decisions), decisions);
  const cart = await withCoupons(visit, holder, pathname, page);
  const rewrite = {
    edits: decisions.edits,
    head: site.snippet && visitor.remembered ? `<script async src="${site.prefix}s.js"></script>` : "",
    facts,
    languages,
  };
  const { body, changed } = await rewritten(cart.page, rewrite, pathname);
  const headers = new Headers(cart.page.response.headers);
  if (changed) for (const name of ofTheOriginalBytes) headers.delete(name);
  headers.delete("set-cookie");
  for (const cookie of cart.setCookies) headers.append("set-cookie", cookie);
  if (cart.visitor.changed) {
    headers.append("set-cookie", await snapshotCookie(cart.visitor.snapshot, site.id, visit.keys));
  }
  if (decisions.personal || cart.visitor.changed) keepPrivate(headers);
  count(visit, decisions);
  return new Response(body, { status: cart.page.response.status, headers });
}

/** What this visitor gets, and the facts and languages (BCP 47) that it was decided by. */
export function decideFor({ request, visitor, deciding, nowMs }: PageVisit) {
  const { facts: wanted, site } = deciding.bundle;
  const sources = { request, snapshot: visitor.snapshot, timeZone: site.timeZone, nowMs };
  const facts = gatherFacts(wanted, sources);
  const languages = facts.languages ?? languagesOf(request.headers.get("accept-language"));
  const address = new URL(request.url);
  const decisions = decide(deciding, {
    pathname: address.pathname,
    address,
    facts,
    languages,
    visitor: visitor.remembered ? visitor.snapshot.visitor : null,
    memory: visitor.snapshot.memory,
  });
  return { facts, languages, decisions };
}

/** The page with its changes, or as the shop sent it where they cannot be made. */
async function rewritten(page: WholePage | ComingPage, rewrite: Rewrite, path: string) {
  const asItIs = "stream" in page ? page.stream : page.bytes;
  if (changesNothing(rewrite)) return { body: asItIs, changed: false };
  const onFailure = (error: unknown) =>
    console.error({ message: "A page was passed on as it is.", path, error: String(error) });
  try {
    const contentType = page.response.headers.get("content-type") ?? "text/html";
    const body =
      "stream" in page
        ? streamed(page, contentType, rewrite, onFailure)
        : page.marked !== undefined
          ? assemble(page.marked, rewrite)
          : rewritePage(page.bytes, contentType, rewrite);
    return { body, changed: true };
  } catch (error) {
    onFailure(error);
    return { body: asItIs, changed: false };
  }
}

/** A page that is still coming: as it comes where that can be, else once it is there. */
function streamed(
  { stream, onWhole }: ComingPage,
  contentType: string,
  rewrite: Rewrite,
  onFailure: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  if (canStream(rewrite.edits)) return rewriteStream(stream, contentType, rewrite, { onFailure, onWhole });
  const pieces = waitedFor(stream, contentType, rewrite, onFailure);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
}

/** A page that cannot be changed as it comes goes out unchanged where it does not come at all. */
const wholePatience: Patience = { wholeMs: 10_000, pieceMs: 5000 };

async function* waitedFor(
  stream: ReadableStream<Uint8Array>,
  contentType: string,
  rewrite: Rewrite,
  onFailure: (error: unknown) => void,
): AsyncGenerator<Uint8Array, void> {
  const page = await readWhole(stream, mostPageBytes, wholePatience);
  if (!page.whole) {
    for await (const piece of page.stream) yield piece;
    return;
  }
  try {
    yield rewritePage(page.bytes, contentType, rewrite);
  } catch (error) {
    onFailure(error);
    yield page.bytes;
  }
}

/** What is this visitor's own is stored by nobody for others, whatever the shop said of the page it was made of. */
function keepPrivate(headers: Headers): void {
  const stays = /\bno-store\b/i.test(headers.get("cache-control") ?? "") ? "no-store" : "no-cache";
  headers.set("cache-control", `private, ${stays}`);
  for (const name of forSharedCaches) headers.delete(name);
}

/** Headers that caches between us and the visitor may follow instead of `Cache-Control` (RFC 9213). */
const forSharedCaches = [
  "cdn-cache-control",
  "cloudflare-cdn-cache-control",
  "surrogate-control",
  "expires",
  "pragma",
];

/** Headers that speak of the bytes that the shop sent. */
const ofTheOriginalBytes = [
  "etag",
  "last-modified",
  "content-length",
  "accept-ranges",
  "content-md5",
  "digest",
  "content-digest",
];

/** What was shown counts for the next page already. A page that nobody looks at yet was not shown. */
export function remembering({ request, deciding, visitor, nowMs }: PageVisit, decisions: Decisions): Visitor {
  if (!visitor.remembered || isPrefetch(request)) return visitor;
  const { startedAtMs: sessionStartedAtMs } = visitor.snapshot.session;
  const moment = { nowMs, sessionStartedAtMs };
  const memory = remember(deciding, decisions, visitor.snapshot.memory, moment);
  if (memory === visitor.snapshot.memory) return visitor;
  return { ...visitor, changed: true, snapshot: { ...visitor.snapshot, memory } };
}

/** Coupons of the offers on this page belong to the visitor from now on, in the cookie at once and in the profile soon. */
function grant(
  { request, env, deciding, nowMs, later }: PageVisit,
  visitor: Visitor,
  decisions: Decisions,
): Visitor {
  const { snapshot } = visitor;
  const coupons = decisions.coupons.filter(({ id }) => !snapshot.coupons.some((held) => held.id === id));
  if (coupons.length === 0 || !visitor.remembered || isPrefetch(request)) return visitor;
  later(
    logged("A coupon could not be granted.", () => {
      const profile = profileOf(env.PROFILES, deciding.bundle.site.id, snapshot.visitor);
      return profile.grant(
        coupons.map(({ id, code }) => ({ id, code })),
        nowMs,
      );
    }),
  );
  const granted = coupons.map(({ id, code }) => ({
    id,
    code,
    state: "held" as const,
    total: null,
    atMs: nowMs,
  }));
  return { ...visitor, changed: true, snapshot: { ...snapshot, coupons: [...snapshot.coupons, ...granted] } };
}

/** A cart page, who holds what after it, and every cookie that the shop set on the way. */
interface Cart {
  page: WholePage | ComingPage;
  visitor: Visitor;
  setCookies: readonly string[];
}

/** On the cart page, the coupons that the visitor holds are put into the shop's cart before it is shown. */
async function withCoupons(
  visit: PageVisit,
  visitor: Visitor,
  pathname: string,
  page: WholePage | ComingPage,
): Promise<Cart> {
  const { site } = visit.deciding.bundle;
  const { snapshot } = visitor;
  const held = stillOffered(visit.deciding, snapshot.coupons);
  // A cart page is waited for; one that is still coming is too long for a cart page.
  if (site.cart?.path !== pathname || held.length === 0 || isPrefetch(visit.request) || "stream" in page) {
    return { page, visitor, setCookies: page.response.headers.getSetCookie() };
  }
  const session = new ShopperSession(visit.request, page.response, site.origin, mostPageBytes);
  try {
    const since = { nowMs: visit.nowMs, sessionStartedAtMs: snapshot.session.startedAtMs };
    const outcome = await applyCoupons(page, held, site.cart, session, since);
    return {
      page: outcome.page,
      visitor: seenBy(visit, visitor, outcome.seen),
      setCookies: session.setCookies,
    };
  } catch (error) {
    console.error({ message: "Coupons were left alone.", site: site.id, error: String(error) });
    return { page, visitor, setCookies: session.setCookies };
  }
}

/** Held coupons that are still configured, with the code that they have now. */
function stillOffered(deciding: Deciding, held: readonly HeldCoupon[]): HeldCoupon[] {
  return held.flatMap((coupon): HeldCoupon[] => {
    const code = deciding.coupons.get(coupon.id)?.code;
    if (code === undefined) return [];
    return [code === coupon.code ? coupon : { ...coupon, code, state: "held", total: null }];
  });
}

/** The visitor knows at once what became of coupons in the cart, and the profile soon. */
function seenBy(visit: PageVisit, visitor: Visitor, seen: readonly HeldCoupon[]): Visitor {
  if (seen.length === 0) return visitor;
  const { snapshot } = visitor;
  visit.later(
    logged("A coupon's state could not be kept.", () => {
      const profile = profileOf(visit.env.PROFILES, visit.deciding.bundle.site.id, snapshot.visitor);
      return Promise.all(seen.map((coupon) => profile.couponSeen(coupon)));
    }),
  );
  const coupons = snapshot.coupons.map((coupon) => seen.find(({ id }) => id === coupon.id) ?? coupon);
  return { ...visitor, changed: true, snapshot: { ...snapshot, coupons } };
}

/** A page that nobody looks at yet is personal, but does not count. */
export function count({ request, env, deciding, nowMs, later }: PageVisit, { chosen }: Decisions): void {
  if (chosen.length === 0 || isPrefetch(request)) return;
  later(
    record(env.RECORDS, {
      site: deciding.bundle.site.id,
      rules: chosen.map(({ rule }) => rule),
      atMs: nowMs,
    }),
  );
}

/** A profile that does not answer holds nobody up: what it missed comes to it with the visitor's next event. */
const profileDeadlineMs = 3000;

async function logged(message: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await inTime(work(), profileDeadlineMs, "A profile");
  } catch (error) {
    console.error({ message, error: String(error) });
  }
}
