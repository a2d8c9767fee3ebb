import type { RuleMemory } from "../../model/rule-memory.ts";
import type { WholePage } from "../coupon/apply-by-form.ts";
import type { Deciding } from "../decide/compile-rules.ts";
import type { Asked } from "../decide/asked.ts";
import { decide } from "../decide/decide.ts";
import type { Decisions } from "../decide/decision.ts";
import { remember } from "../decide/remember.ts";
import { forgetVisitor } from "../erase/forget-visitor.ts";
import { denialCookie, forgettingCookie, snapshotCookie } from "../recognise/cookie.ts";
import { gatherFacts } from "../recognise/facts.ts";
import { languagesOf } from "../recognise/languages.ts";
import { isCrawler } from "../recognise/is-crawler.ts";
import { isPrefetch } from "../recognise/is-prefetch.ts";
import type { Visitor } from "../recognise/recognise.ts";
import { isPersonal, seenAs } from "../recognise/seen-as.ts";
import type { SealingKeys } from "../recognise/seal.ts";
import { record } from "../record/record.ts";
import { withAppliedLine } from "./applied-line.ts";
import { withCoupons } from "./cart-coupons.ts";
import type { ComingPage } from "./change-page.ts";
import { couponPart } from "./coupon-part.ts";
import { crowdedOut } from "./crowd.ts";
import { type FinishedPage, finishPage } from "./finish-page.ts";
import { grant } from "./grant.ts";
import { allowFraming } from "./allow-framing.ts";
import { isShown } from "./is-shown.ts";
import { ledCookieAfter } from "./led-cookie.ts";
import { withLinkedCoupon } from "./linked-coupon.ts";
import { holdsTag, notModified } from "./not-modified.ts";
import { keepPrivate } from "./page-headers.ts";
import { pageToEdit } from "./page-to-edit.ts";
import type { PreviewVisit } from "./preview.ts";
import { timed } from "./timing.ts";

/** One visitor asking for one page. */
export interface PageVisit {
  request: Request;
  /** Its address. */
  url: URL;
  env: Env;
  keys: SealingKeys;
  visitor: Visitor;
  deciding: Deciding;
  nowMs: number;
  /** What the holder of a preview's token is shown. */
  preview?: PreviewVisit;
  /** Whether the page shows what happens on it. */
  isDebugged: boolean;
  /** Goes on behind the response. */
  later: (work: Promise<unknown>) => void;
}

/** The shop's page made this visitor's own. @throws where anything fails; the caller has the shop's page still. */
export async function personalise(visit: PageVisit, page: WholePage | ComingPage): Promise<Response> {
  const { visitor, deciding, preview } = visit;
  if (preview?.frame?.isEdited === true) return pageToEdit(visit, page);
  const { site } = deciding.bundle;
  const decided = decideFor(visit);
  const { facts, languages, decisions } = decided;
  const holder = withLinkedCoupon(visit, grant(visit, remembering(visit, decisions), decided));
  const cart = await withCoupons(visit, holder, page, languages);
  const toldPage = withAppliedLine(visit, cart.visitor, cart.page, languages);
  // A page with the snippet must not come from the browser's own memory once consent was withdrawn.
  const isByConsent = site.consent === "asked" && visitor.remembered;
  const own = { ...visit, visitor: cart.visitor };
  const isPrivate =
    decisions.personal ||
    isByConsent ||
    visit.isDebugged ||
    toldPage !== cart.page ||
    couponPart(own, true).length > 0;
  const wish = { decisions, facts, languages, isPrivate };
  const finished = await timed(preview?.timing, "rewrite", () => finishPage(own, toldPage, wish));
  const response = await answerWith(finished, visit, cart.page.response.status);
  const { headers } = response;
  for (const cookie of cart.setCookies) headers.append("set-cookie", cookie);
  if (cart.visitor.changed)
    headers.append("set-cookie", await snapshotCookie(cart.visitor.snapshot, site.id, visit.keys));
  const led = await ledCookieAfter(visit, decisions);
  if (led !== undefined) headers.append("set-cookie", led);
  if (visitor.forgets) headers.append("set-cookie", forgettingCookie);
  if (visitor.refuses) headers.append("set-cookie", denialCookie(true));
  if (cart.visitor.changed || led !== undefined || visitor.forgets) keepPrivate(headers);
  if (visitor.former !== undefined) visit.later(forgetVisitor(visit.env, site.id, visitor.former));
  if (preview !== undefined) describePreview(headers, preview, finished.how, deciding);
  count(visit, decisions);
  return response;
}

/** The page, or the word that the browser has it already. Of a preview nothing is kept that could be asked about. */
async function answerWith(
  { body, headers, etag }: FinishedPage,
  { request, preview }: PageVisit,
  status: number,
): Promise<Response> {
  if (preview !== undefined || !holdsTag(request.headers, etag))
    return new Response(body, { status, headers });
  if (body instanceof ReadableStream) await body.cancel();
  return notModified(headers);
}

/**
 * What this visitor gets, and the facts and languages (BCP 47) that it was decided by. `crowded` are coupons that others
 * would get, whose offers they do not see.
 */
export function decideFor(visit: PageVisit) {
  const asked = askedFor(visit);
  const { facts, languages } = asked;
  const { deciding } = visit;
  const decisions = timed(visit.preview?.timing, "decide", () => decide(deciding, asked));
  const crowded = crowdedOut(visit, [...decisions.coupons, ...decisions.waitingCoupons]);
  if (crowded.length === 0) return { facts, languages, decisions, crowded };
  // Nobody else gets one either, as far as this page is concerned.
  const spent = new Map([...deciding.spent, ...crowded.map(({ id }) => [id, null] as const)]);
  return { facts, languages, decisions: decide({ ...deciding, spent }, asked), crowded };
}

/** All that a decision about this page follows from, beside the rules. */
export function askedFor({ request, url, visitor, deciding, preview, nowMs }: PageVisit): Asked {
  const { facts: wanted, site } = deciding.bundle;
  const { purposes } = visitor;
  const snapshot = seenAs(visitor, request, wanted, nowMs);
  const sources = { request, snapshot, purposes, timeZone: site.timeZone, nowMs };
  const facts = timed(preview?.timing, "facts", () => gatherFacts(wanted, sources));
  const languages = facts.languages ?? languagesOf(request.headers.get("accept-language"));
  return {
    pathname: url.pathname,
    address: url,
    facts,
    languages,
    visitor: visitor.remembered ? snapshot.visitor : null,
    memory: snapshot.memory,
    led: visitor.led,
    isAhead: isPrefetch(request),
    ...(isPersonal(visitor) && visitor.remembered ? { coupons: snapshot.coupons, pins: snapshot.pins } : {}),
    ...(preview === undefined ? {} : { forced: preview.forced }),
  };
}

/** Kept by nobody, and with what it took. */
function describePreview(
  headers: Headers,
  { timing, frame }: PreviewVisit,
  how: string,
  { bundle }: Deciding,
): void {
  keepPrivate(headers);
  headers.set("cache-control", "private, no-store");
  headers.delete("etag");
  if (frame !== null) allowFraming(headers, frame.dashboard);
  timing.note("rewrite", how);
  timing.note("bundle", `v${bundle.version}`);
  headers.append("server-timing", timing.header());
}

/** What was shown counts for the next page already. */
export function remembering(visit: PageVisit, decisions: Decisions): Visitor {
  const { deciding, visitor, nowMs } = visit;
  if (!visitor.remembered || !isShown(visit)) return visitor;
  const { startedAtMs: sessionStartedAtMs } = visitor.snapshot.session;
  const moment = { nowMs, sessionStartedAtMs };
  const before = visitor.snapshot.memory;
  const after = remember(deciding, decisions, before, moment);
  // Which variant somebody has is a matter of measuring; what they were shown before is one of personalisation.
  const memory = isPersonal(visitor) ? after : { ...after, shownAtMs: withLead(before, after, decisions) };
  const { variants, shownAtMs } = memory;
  if (variants === before.variants && shownAtMs === before.shownAtMs) return visitor;
  return { ...visitor, changed: true, snapshot: { ...visitor.snapshot, memory } };
}

/** When they were shown rules as it was known before, and when the rule led them that leads them now. */
function withLead(before: RuleMemory, after: RuleMemory, { redirect }: Decisions): RuleMemory["shownAtMs"] {
  const timesMs = redirect === null ? undefined : after.shownAtMs[redirect.rule];
  if (redirect === null || timesMs === undefined) return before.shownAtMs;
  return { ...before.shownAtMs, [redirect.rule]: timesMs };
}

/**
 * A page that nobody looks at yet, a preview, a crawler's page and one of somebody who did not agree to measurement are
 * made like any other, but do not count.
 */
export function count(visit: PageVisit, { chosen }: Decisions): void {
  const { request, env, visitor, deciding, nowMs, later } = visit;
  if (!visitor.purposes.includes("measurement")) return;
  if (!isShown(visit) || isCrawler(request)) return;
  const sending = record(env.RECORDS, {
    site: deciding.bundle.site.id,
    rules: chosen.map(({ rule }) => rule),
    visitor: visitor.snapshot.visitor,
    atMs: nowMs,
  });
  if (sending !== undefined) later(sending);
}
