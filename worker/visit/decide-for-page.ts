import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { snapshotCookie } from "../recognise/cookie.ts";
import type { Visitor } from "../recognise/recognise.ts";
import { appliedJson } from "../rewrite/applied.ts";
import { couponPart } from "./coupon-part.ts";
import { grant } from "./grant.ts";
import { withLinkedCoupon } from "./linked-coupon.ts";
import { ledCookieAfter } from "./led-cookie.ts";
import { offersOf } from "./offers-of.ts";
import { answerOtherHost, isFromOtherHost, tokenOf } from "./other-host.ts";
import type { OwnCall } from "./own-call.ts";
import { pageAsking, PageQuestion } from "./page-question.ts";
import { missedIn, partsOf } from "./parts-of.ts";
import { count, decideFor, type PageVisit, remembering } from "./personalise.ts";
import { reasonsFor } from "./reasons-for.ts";
import { visitOfPage } from "./visit-of-page.ts";

const mostBytes = 16 * 1024;

/**
 * Says what the visitor gets on a page that was not made at the edge: one that scripts made, or one of a host that is
 * not ours. All is as if they had asked us for it: what it is decided by, what is remembered of it, and what counts.
 * 200 `{decisions, offers, load, missed, redirect, reasons?, visitor?, led?}`, `decisions` being a list of `AppliedRule`,
 * `load` the parts of the snippet that they need, `missed` the offers whose moment is waited for though they are not shown, and `visitor` and `led` what is carried in the place of cookies.
 */
export async function decideForPage(request: Request, env: Env, call: OwnCall): Promise<Response> {
  if (isFromOtherHost(request))
    return answerOtherHost(request, env, call, () => answer(request, env, call, true));
  return answer(request, env, call, false);
}

async function answer(request: Request, env: Env, call: OwnCall, isOtherHost: boolean): Promise<Response> {
  if (request.method !== "POST") throw new AnswerError("method_not_allowed", "Questions are sent by POST.");
  const body = await readJson(request, mostBytes);
  const question = demand(PageQuestion, body, "invalid_request", "This is no question about a page.");
  const { again, debug } = question;
  const page = pageAsking(request, question, isOtherHost);
  const visit = await visitOfPage({ request, page, isCounted: again === undefined }, env, call);
  // Switched off, or not known yet: the page stays as the shop made it.
  if (visit === undefined)
    return answered('{"decisions":[],"offers":{},"load":[],"missed":[],"redirect":null}');
  const asked = again === undefined ? visit : asBefore(visit, again);
  const decided = decideFor(asked);
  const { facts, languages, decisions } = decided;
  let { visitor } = visit;
  let led: string | undefined;
  if (again === undefined) {
    visitor = withLinkedCoupon(visit, grant(visit, remembering(visit, decisions), decided));
    led = await ledCookieAfter(visit, decisions);
    count(visit, decisions);
  }
  const reader = { facts, languages };
  const cookie = visitor.changed ? await snapshotCookie(visitor.snapshot, call.site, visit.keys) : "";
  const more = {
    offers: offersOf(decisions, reader),
    load: [...partsOf(decisions), ...couponPart({ ...visit, visitor }, false)],
    missed: missedIn(decisions),
    redirect: decisions.redirect?.location ?? null,
    ...(debug && visit.isDebugged ? { reasons: reasonsFor(asked) } : {}),
    ...(isOtherHost && cookie !== "" ? { visitor: tokenOf(cookie) } : {}),
    ...(isOtherHost && led !== undefined ? { led: tokenOf(led) } : {}),
  };
  const rules = appliedJson(decisions, visit.deciding, reader) || "[]";
  const json = `{"decisions":${rules},${JSON.stringify(more).slice(1)}`;
  return answered(json, isOtherHost ? [] : [cookie, led ?? ""]);
}

/** @param cookies as in `Set-Cookie`; empty ones are none. */
function answered(json: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ "content-type": "application/json", "cache-control": "no-store" });
  for (const cookie of cookies) if (cookie !== "") headers.append("set-cookie", cookie);
  return new Response(json, { headers });
}

/** So long may a question be on its way. */
const onTheWayMs = 2000;

/** The visit without what the page itself has shown: nothing is shown too often because it is being shown. */
function asBefore(visit: PageVisit, againMs: number): PageVisit {
  const beganAtMs = visit.nowMs - againMs - onTheWayMs;
  const { snapshot } = visit.visitor;
  const { memory } = snapshot;
  const shownAtMs = Object.fromEntries(
    Object.entries(memory.shownAtMs).map(([rule, timesMs]) => {
      return [rule, timesMs.filter((atMs) => atMs < beganAtMs)];
    }),
  );
  const visitor: Visitor = { ...visit.visitor, snapshot: { ...snapshot, memory: { ...memory, shownAtMs } } };
  return { ...visit, visitor };
}
