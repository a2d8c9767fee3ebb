import * as v from "valibot";
import type { Consent, Snapshot } from "../../model/snapshot.ts";
import { demand, readJson } from "../answer/read-json.ts";
import {
  denialCookie,
  forgettingCookie,
  hasDenied,
  readSnapshot,
  snapshotCookie,
} from "../recognise/cookie.ts";
import { newVisitor } from "../recognise/recognise.ts";
import { readKeys } from "../recognise/seal.ts";
import { forget } from "./forget.ts";
import { onlyFromShop } from "./only-from-shop.ts";
import type { OwnCall } from "./own-call.ts";

const mostBytes = 8 * 1024;
const Address = v.optional(v.pipe(v.string(), v.maxLength(2000)), "");

/** What the snippet sends when the page says that the visitor agreed, or does not agree any more. */
const Statement = v.object({
  state: v.picklist(["granted", "denied"], "Consent is granted or denied."),
  /** The page that they agreed on, and where they came to it from: with that the visit begins. */
  page_location: Address,
  page_referrer: Address,
});
type Statement = v.InferOutput<typeof Statement>;

/**
 * Takes the visitor's consent from the page. Who agrees is remembered from now on; who does not is forgotten: the cookie
 * goes, and what the profile held. 200 `{consent}`.
 */
export async function takeConsent(request: Request, env: Env, call: OwnCall): Promise<Response> {
  onlyFromShop(request, "Consent is");
  const statement = demand(
    Statement,
    await readJson(request, mostBytes),
    "invalid_request",
    "This says nothing about consent.",
  );
  const { state } = statement;
  const keys = await readKeys(env.COOKIE_KEYS);
  const cookies = request.headers.get("cookie") ?? "";
  const carried = await readSnapshot(cookies, call.site, keys);
  const isForgotten = hasDenied(cookies);
  const headers = new Headers({ "cache-control": "no-store" });
  if (state === "granted") {
    if (isForgotten) headers.append("set-cookie", denialCookie(false));
    const known = isForgotten ? undefined : carried;
    const visitor = known ?? newVisitor(pageOf(statement, request), call.nowMs);
    const agreed = agreeing(visitor, request, call.nowMs);
    if (agreed !== known) headers.append("set-cookie", await snapshotCookie(agreed, call.site, keys));
  } else {
    headers.append("set-cookie", denialCookie(true));
    headers.append("set-cookie", forgettingCookie);
    if (carried !== undefined) call.later(forget(env, call.site, carried.visitor));
  }
  return Response.json({ consent: state }, { headers });
}

/**
 * Who agrees while their browser sends Global Privacy Control, agrees in spite of it. Pages may say it again and again:
 * then the visitor stays as they are, since a reply must not bring back what they carried when it was asked for.
 */
function agreeing(snapshot: Snapshot, { headers }: Request, nowMs: number): Snapshot {
  const gpc = headers.get("sec-gpc") === "1";
  const known = snapshot.consent;
  if (known?.by === "page" && (known.gpc || !gpc)) return snapshot;
  const consent: Consent = { state: "granted", atMs: nowMs, by: "page", gpc };
  return { ...snapshot, consent };
}

/** The page's own request, as far as the page tells. */
function pageOf({ page_location: page, page_referrer: referrer }: Statement, request: Request): Request {
  const { origin } = new URL(request.url);
  const isOfShop = URL.canParse(page) && new URL(page).origin === origin;
  return new Request(isOfShop ? page : origin, {
    headers: URL.canParse(referrer) ? { referer: new URL(referrer).href } : {},
  });
}
