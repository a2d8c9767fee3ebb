import type { CouponChoice, ShopAccess } from "../../model/coupon/shop-talk.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import { snapshotCookie } from "../recognise/cookie.ts";
import { isCrawler } from "../recognise/is-crawler.ts";
import { isPersonal } from "../recognise/seen-as.ts";
import { outcomeOf } from "./coupon-outcome.ts";
import { CouponQuestion } from "./coupon-question.ts";
import { answerOtherHost, isFromOtherHost, tokenOf } from "./other-host.ts";
import type { OwnCall } from "./own-call.ts";
import { pageAsking } from "./page-question.ts";
import type { PageVisit } from "./personalise.ts";
import { Pace } from "./pace.ts";
import { recordCoupons } from "./record-coupons.ts";
import { visitOfPage } from "./visit-of-page.ts";

const mostBytes = 64 * 1024;

/** One page asks a handful of times; nobody opens so many pages in a minute. */
const pace = new Pace({ most: 60, inMs: 60_000, mostKept: 5000 });

/**
 * Says which coupons of the visitor go into the shop's cart, and takes in what became of them there. What is told is
 * believed of nobody else's coupons, and a coupon is reserved before the shop is asked for it. 200: `ShopAccess` for
 * `open`, `CouponChoice` for `choose`, and `{keep, say}` for what became of a code: whether it may stay in the cart, and a
 * sentence for the shopper; each with `visitor?`, what is carried in the place of the cookie.
 */
export async function takeCoupons(request: Request, env: Env, call: OwnCall): Promise<Response> {
  if (isFromOtherHost(request))
    return answerOtherHost(request, env, call, () => take(request, env, call, true));
  return take(request, env, call, false);
}

async function take(request: Request, env: Env, call: OwnCall, isOtherHost: boolean): Promise<Response> {
  if (request.method !== "POST") throw new AnswerError("method_not_allowed", "Questions are sent by POST.");
  const body = await readJson(request, mostBytes);
  const question = demand(CouponQuestion, body, "invalid_request", "This is no question about coupons.");
  const page = pageAsking(request, { ...question, page_referrer: "", led: "", debug: false }, isOtherHost);
  const visit = await visitOfPage({ request, page, isCounted: false }, env, call);
  if (visit === undefined)
    throw new AnswerError("temporarily_unavailable", "What is live is not known now. Please ask again.");
  if (question.do === "open") return answered(accessOf(visit, isOtherHost ? null : request));
  const { visitor } = visit;
  // Who is not remembered, or a crawler, holds nothing.
  const isSomebody = isPersonal(visitor) && !isCrawler(request) && visit.preview === undefined;
  if (!isSomebody) return answered(question.do === "choose" ? nothing : { keep: false, say: null });
  if (!pace.allows(`${call.site} ${visitor.snapshot.visitor}`, call.nowMs))
    throw new AnswerError(
      "too_many_requests",
      "No person asks so much at once.",
      undefined,
      Math.ceil(pace.waitMs(call.nowMs) / 1000),
    );
  const { answer, changes } = await outcomeOf(visit, question);
  const snapshot = await recordCoupons(visit, changes);
  const cookie = snapshot === undefined ? "" : await snapshotCookie(snapshot, call.site, visit.keys);
  if (cookie === "") return answered(answer);
  return isOtherHost
    ? answered({ ...answer, visitor: tokenOf(cookie) })
    : answered(answer, { "set-cookie": cookie });
}

function answered(body: object, headers: Record<string, string> = {}): Response {
  return Response.json(body, { headers: { "cache-control": "no-store", ...headers } });
}

const nothing: CouponChoice = { apply: null, remove: [], say: null };

/** @param request with the cookies of the shop's own pages; `null` where browsers send none of these. */
function accessOf({ deciding }: PageVisit, request: Request | null): ShopAccess {
  const { platform, shopApi, currency, cart } = deciding.bundle.site;
  const isElsewhere = request === null || shopApi?.address.startsWith("http") === true;
  const hasSession = platform !== "vendure" || isElsewhere || isKnownToVendure(request);
  return { platform, shopApi, currency, cart, hasSession };
}

/**
 * Vendure begins a session for each question about a bag by somebody it does not know, in a signed cookie:
 * https://docs.vendure.io/current/core/reference/typescript-api/auth/cookie-options, https://github.com/expressjs/cookie-session
 */
function isKnownToVendure({ headers }: Request): boolean {
  return /(?:^|;\s*)(?:session|[^=;\s]+\.sig)=/.test(headers.get("cookie") ?? "");
}
