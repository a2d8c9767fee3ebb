import type { HeldCoupon } from "../../model/snapshot.ts";
import { applyCoupons, type WholePage } from "../coupon/apply-by-form.ts";
import type { Deciding } from "../decide/compile-rules.ts";
import { decide } from "../decide/decide.ts";
import type { Decisions } from "../decide/decision.ts";
import { remember } from "../decide/remember.ts";
import { askedBy } from "../profile/arrival.ts";
import { recordAtProfile } from "../profile/send-to-profile.ts";
import { visitorNode } from "../profile/state.ts";
import { forgettingCookie, snapshotCookie } from "../recognise/cookie.ts";
import { gatherFacts } from "../recognise/facts.ts";
import { languagesOf } from "../recognise/languages.ts";
import { isCrawler } from "../recognise/is-crawler.ts";
import { isPrefetch } from "../recognise/is-prefetch.ts";
import type { Visitor } from "../recognise/recognise.ts";
import type { SealingKeys } from "../recognise/seal.ts";
import { record } from "../record/record.ts";
import { recordProfiles } from "../record/record-profiles.ts";
import { findRegionsAgain } from "../rewrite/known-pages.ts";
import { changesNothing, type Rewrite, rewritePage, selectorsOf, splicesOf } from "../rewrite/rewrite.ts";
import { canStream } from "../rewrite/need-of.ts";
import { rewriteStream } from "../rewrite/rewrite-stream.ts";
import { type Patience, readWhole } from "../share/whole.ts";
import { inTime } from "../wait/in-time.ts";
import { allowOurs } from "./allow-ours.ts";
import { forget } from "./forget.ts";
import { keeperTag } from "./keeper-tag.ts";
import { makePage } from "./make-page.ts";
import { holdsTag, notModified } from "./not-modified.ts";
import { forgetOriginalBytes, isStored, keepPrivate, mayBeRepacked } from "./page-headers.ts";
import { type Made, pageTag } from "./page-tag.ts";
import type { PreviewVisit } from "./preview.ts";
import { ShopperSession } from "./shop-session.ts";
import { snippetTag } from "./snippet-tag.ts";
import { timed } from "./timing.ts";

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
  /** What the holder of a preview's token is shown. */
  preview?: PreviewVisit;
  /** Goes on behind the response. */
  later: (work: Promise<unknown>) => void;
}

/** The shop's page made this visitor's own. @throws where anything fails; the caller has the shop's page still. */
export async function personalise(visit: PageVisit, page: WholePage | ComingPage): Promise<Response> {
  const { request, visitor, deciding, preview } = visit;
  const { site } = deciding.bundle;
  const { pathname, origin } = new URL(request.url);
  const { facts, languages, decisions } = decideFor(visit);
  const holder = grant(visit, remembering(visit, decisions), decisions);
  const cart = await withCoupons(visit, holder, pathname, page);
  const headers = new Headers(cart.page.response.headers);
  const { headers: policies, ...ours } = await allowOurs(headers, {
    edits: decisions.edits,
    head: snippetTag(site, visitor, request) + keeperTag(visit, decisions, { facts, languages }),
    base: origin + site.prefix,
  });
  const { body, made, how } = timed(preview?.timing, "rewrite", () =>
    rewritten(cart.page, { ...ours, facts, languages }, pathname),
  );
  if (made === undefined) mayBeRepacked(headers);
  else {
    forgetOriginalBytes(headers);
    for (const [name, value] of policies) headers.set(name, value);
  }
  headers.delete("set-cookie");
  for (const cookie of cart.setCookies) headers.append("set-cookie", cookie);
  if (cart.visitor.changed) {
    headers.append("set-cookie", await snapshotCookie(cart.visitor.snapshot, site.id, visit.keys));
  }
  if (visitor.forgets) headers.append("set-cookie", forgettingCookie);
  if (visitor.former !== undefined) visit.later(forget(visit.env, site.id, visitor.former));
  // A page with the snippet must not come from the browser's own memory once consent was withdrawn.
  const isByConsent = site.consent === "asked" && visitor.remembered;
  if (decisions.personal || cart.visitor.changed || visitor.forgets || isByConsent) keepPrivate(headers);
  if (preview !== undefined) describePreview(headers, preview, how, deciding);
  count(visit, decisions);
  if (made !== undefined && made !== "coming" && isStored(headers)) {
    headers.set("etag", await pageTag(visit.keys, site.id, made));
  }
  if (holdsTag(request.headers, headers.get("etag"))) {
    if (body instanceof ReadableStream) await body.cancel();
    return notModified(headers);
  }
  return new Response(body, { status: cart.page.response.status, headers });
}

/** What this visitor gets, and the facts and languages (BCP 47) that it was decided by. */
export function decideFor({ request, visitor, deciding, preview, nowMs }: PageVisit) {
  const { facts: wanted, site } = deciding.bundle;
  const timing = preview?.timing;
  const sources = { request, snapshot: visitor.snapshot, timeZone: site.timeZone, nowMs };
  const facts = timed(timing, "facts", () => gatherFacts(wanted, sources));
  const languages = facts.languages ?? languagesOf(request.headers.get("accept-language"));
  const address = new URL(request.url);
  const asked = {
    pathname: address.pathname,
    address,
    facts,
    languages,
    visitor: visitor.remembered ? visitor.snapshot.visitor : null,
    memory: visitor.snapshot.memory,
    ...(preview === undefined ? {} : { forced: preview.forced }),
  };
  const decisions = timed(timing, "decide", () => decide(deciding, asked));
  return { facts, languages, decisions };
}

/** A page, what it was made of (nothing where it is the shop's own, byte for byte), and how. */
interface Rewritten {
  body: Uint8Array | ReadableStream<Uint8Array>;
  made: Made | "coming" | undefined;
  how: "splice" | "stream" | "whole" | "none";
}

/** The page with its changes, or as the shop sent it where they cannot be made. */
function rewritten(page: WholePage | ComingPage, rewrite: Rewrite, path: string): Rewritten {
  const body = "stream" in page ? page.stream : page.bytes;
  const asItIs: Rewritten = { body, made: undefined, how: "none" };
  if (changesNothing(rewrite)) return asItIs;
  const onFailure = (error: unknown) =>
    console.error({ message: "A page was passed on as it is.", path, error: String(error) });
  try {
    const contentType = page.response.headers.get("content-type") ?? "text/html";
    if ("stream" in page) {
      const how = canStream(rewrite.edits) ? "stream" : "whole";
      return { body: streamed(page, contentType, rewrite, onFailure), made: "coming", how };
    }
    const marked = page.marked ?? findRegionsAgain(page.bytes, contentType, selectorsOf(rewrite.edits));
    const splices = splicesOf(marked, rewrite);
    if (splices.length === 0) return asItIs;
    const isShared = page.marked !== undefined;
    const made = makePage(page.bytes, contentType, splices, isShared);
    return { body: made.bytes, made, how: isShared ? "splice" : "whole" };
  } catch (error) {
    onFailure(error);
    return asItIs;
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

/** Kept by nobody, and with what it took. */
function describePreview(
  headers: Headers,
  { timing }: PreviewVisit,
  how: string,
  { bundle }: Deciding,
): void {
  keepPrivate(headers);
  headers.set("cache-control", "private, no-store");
  timing.note("rewrite", how);
  timing.note("bundle", `v${bundle.version}`);
  headers.append("server-timing", timing.header());
}

/** A page that nobody looks at yet was not shown, and a preview is nobody's own experience. */
function isShown({ request, preview }: PageVisit): boolean {
  return preview === undefined && !isPrefetch(request);
}

/** What was shown counts for the next page already. */
export function remembering(visit: PageVisit, decisions: Decisions): Visitor {
  const { deciding, visitor, nowMs } = visit;
  if (!visitor.remembered || !isShown(visit)) return visitor;
  const { startedAtMs: sessionStartedAtMs } = visitor.snapshot.session;
  const moment = { nowMs, sessionStartedAtMs };
  const memory = remember(deciding, decisions, visitor.snapshot.memory, moment);
  if (memory === visitor.snapshot.memory) return visitor;
  return { ...visitor, changed: true, snapshot: { ...visitor.snapshot, memory } };
}

/** Coupons of the offers on this page belong to the visitor from now on, in the cookie at once and in the profile soon. */
function grant(visit: PageVisit, visitor: Visitor, decisions: Decisions): Visitor {
  const { snapshot } = visitor;
  const coupons = decisions.coupons.filter(({ id }) => !snapshot.coupons.some((held) => held.id === id));
  if (coupons.length === 0 || !visitor.remembered || !isShown(visit)) return visitor;
  const granted = coupons.map(({ id, code }) => ({
    id,
    code,
    state: "held" as const,
    total: null,
    atMs: visit.nowMs,
  }));
  return holding(visit, visitor, [...snapshot.coupons, ...granted]);
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
  if (site.cart?.path !== pathname || held.length === 0 || !isShown(visit) || "stream" in page) {
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
  const coupons = snapshot.coupons.map((coupon) => seen.find(({ id }) => id === coupon.id) ?? coupon);
  return holding(visit, visitor, coupons);
}

/** A visitor with these coupons: in the cookie at once, and in the profile soon. */
function holding(
  { request, env, deciding, nowMs, later }: PageVisit,
  visitor: Visitor,
  coupons: HeldCoupon[],
) {
  const snapshot = { ...visitor.snapshot, coupons };
  const arrival = {
    ...askedBy(deciding.bundle),
    site: deciding.bundle.site.id,
    profile: snapshot.profile,
    source: visitorNode(snapshot.visitor),
    carried: snapshot,
    events: [],
    nowMs,
  };
  // A crawler has no profile: each of its pages would make another one.
  if (!isCrawler(request))
    later(
      logged("A coupon could not be kept.", async () => {
        const { index } = await recordAtProfile(env, arrival);
        await recordProfiles(env.RECORDS, index);
      }),
    );
  return { ...visitor, changed: true, snapshot };
}

/** A page that nobody looks at yet, a preview and a crawler's page are made like any other, but do not count. */
export function count(visit: PageVisit, { chosen }: Decisions): void {
  const { request, env, deciding, nowMs, later } = visit;
  if (chosen.length === 0 || !isShown(visit) || isCrawler(request)) return;
  const sending = record(env.RECORDS, {
    site: deciding.bundle.site.id,
    rules: chosen.map(({ rule }) => rule),
    atMs: nowMs,
  });
  if (sending !== undefined) later(sending);
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
