import * as v from "valibot";
import { agreesWith, type Consent } from "../../model/consent/consent.ts";
import { ConsentState, purposesOf } from "../../model/consent/consent-state.ts";
import { consentFact, isRememberedFor } from "../../model/consent/purpose.ts";
import type { Site } from "../../model/site.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { AnswerError } from "../answer/error.ts";
import { demand, readJson } from "../answer/read-json.ts";
import {
  denialCookie,
  forgettingCookie,
  hasDenied,
  readSnapshot,
  snapshotCookie,
} from "../recognise/cookie.ts";
import { type Asked, askedBy } from "../profile/arrival.ts";
import { recordAtProfile } from "../profile/send-to-profile.ts";
import { visitorNode } from "../../model/identity/node.ts";
import { newVisitor } from "../recognise/recognise.ts";
import { readKeys } from "../recognise/seal.ts";
import { recordProfiles } from "../record/record-profiles.ts";
import { liveBundle } from "../store/live-bundle.ts";
import { inTime } from "../wait/in-time.ts";
import { forgetVisitor } from "../erase/forget-visitor.ts";
import { answerOtherHost, CarriedToken, isFromOtherHost, tokenOf } from "./other-host.ts";
import type { OwnCall } from "./own-call.ts";

const mostBytes = 8 * 1024;
const deadlineMs = 5000;
const Address = v.optional(v.pipe(v.string(), v.maxLength(2000)), "");

/** What the snippet sends when the page says that the visitor agreed, or does not agree any more. */
const Statement = v.object({
  state: ConsentState,
  /** The page that they agreed on, and where they came to it from: with that the visit begins. */
  page_location: Address,
  page_referrer: Address,
  visitor: CarriedToken,
});
type Statement = v.InferOutput<typeof Statement>;

/**
 * Takes the visitor's consent from the page. Who agrees to be remembered is from now on; who does not is forgotten: the
 * cookie goes, and what the profile holds of this browser. 202 `{consent, visitor?}`, the purposes they agree to, and on
 * hosts that are not ours the token that takes the cookie's place, where it is another one now.
 */
export async function takeConsent(request: Request, env: Env, call: OwnCall): Promise<Response> {
  if (isFromOtherHost(request))
    return answerOtherHost(request, env, call, () => take(request, env, call, true));
  return take(request, env, call, false);
}

async function take(request: Request, env: Env, call: OwnCall, isOtherHost: boolean): Promise<Response> {
  if (request.method !== "POST") throw new AnswerError("method_not_allowed", "Consent is sent by POST.");
  const statement = demand(
    Statement,
    await readJson(request, mostBytes),
    "invalid_request",
    "This says nothing about consent.",
  );
  const keys = await readKeys(env.COOKIE_KEYS);
  const cookies = isOtherHost ? statement.visitor : (request.headers.get("cookie") ?? "");
  const carried = await readSnapshot(cookies, call.site, keys);
  const live = liveBundle(env, call.site, call.nowMs, call.later);
  const deciding = await live.settle();
  const choice = choiceOf(statement.state, request, live.settings(), call.nowMs);
  const isForgotten = hasDenied(cookies);
  const sets: string[] = [];
  if (isRememberedFor(choice.purposes)) {
    if (isForgotten) sets.push(denialCookie(false));
    const known = isForgotten ? undefined : carried;
    const visitor = known ?? newVisitor(pageOf(statement, request), call.nowMs);
    if (!isSaidAgain(choice, visitor.consent)) {
      const agreed = { ...visitor, consent: choice };
      sets.push(await snapshotCookie(agreed, call.site, keys));
      if (known !== undefined) call.later(tellProfile(env, call, agreed, askedBy(deciding?.bundle)));
    }
  } else {
    sets.push(forgettingCookie, denialCookie(true));
    if (carried !== undefined) call.later(forgetVisitor(env, call.site, carried));
  }
  const answer = { status: 202, headers: new Headers({ "cache-control": "no-store" }) };
  const consent = consentFact(choice.purposes);
  if (isOtherHost) return Response.json({ consent, visitor: sets.map(tokenOf).at(-1) }, answer);
  for (const cookie of sets) answer.headers.append("set-cookie", cookie);
  return Response.json({ consent }, answer);
}

/** Who agrees while their browser sends Global Privacy Control, agrees in spite of it. */
function choiceOf(
  state: ConsentState,
  { headers }: Request,
  settings: Pick<Site, "consentNotice"> | undefined,
  nowMs: number,
): Consent {
  const gpc = headers.get("sec-gpc") === "1";
  const notice = settings?.consentNotice ?? null;
  return { purposes: purposesOf(state, gpc), atMs: nowMs, by: "page", gpc, notice };
}

/** The profile keeps a record of each choice. Where it does not answer, the choice comes to it with the next event. */
async function tellProfile(
  env: Env,
  { site, nowMs }: OwnCall,
  carried: Snapshot,
  asked: Asked,
): Promise<void> {
  try {
    const { profile, visitor } = carried;
    const source = visitorNode(visitor);
    const arrival = { ...asked, site, profile, source, carried, events: [], nowMs };
    const { index } = await inTime(recordAtProfile(env, arrival), deadlineMs, "A profile");
    await recordProfiles(env, index);
  } catch (error) {
    console.error({ message: "A choice could not be kept yet.", site, error: String(error) });
  }
}

/**
 * Pages may say it again and again: then the visitor stays as they are, since a reply must not bring back what they
 * carried when it was asked for.
 */
function isSaidAgain(choice: Consent, known: Consent | null): boolean {
  return (
    known?.by === "page" &&
    agreesWith(known, choice) &&
    known.notice === choice.notice &&
    (known.gpc || !choice.gpc)
  );
}

/** The page's own request, as far as the page tells. */
function pageOf({ page_location: page, page_referrer: referrer }: Statement, request: Request): Request {
  const origin = request.headers.get("origin") ?? new URL(request.url).origin;
  return new Request(page.startsWith(`${origin}/`) ? page : origin, {
    headers: URL.canParse(referrer) ? { referer: new URL(referrer).href } : {},
  });
}
