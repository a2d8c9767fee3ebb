import type { Facts } from "../../model/facts/facts.ts";
import { newSnapshot, type Session, type Snapshot } from "../../model/snapshot.ts";
import { readSnapshot } from "./cookie.ts";
import { deviceOf } from "./device.ts";
import { toBase64Url, type SealingKeys } from "./seal.ts";
import { isTagged, trafficSource } from "./source.ts";

/** A visit ends after this long without a page, as in GA4. */
const sessionIdleMs = 30 * 60_000;
/** Without scripts no event refreshes the cookie, so a page does, but not each page. */
const refreshAfterMs = 5 * 60_000;

/** Who asks for a page, as far as the request alone tells. */
export interface Visitor {
  snapshot: Snapshot;
  /** Whether the cookie must be set anew with this response. */
  changed: boolean;
  /** `false` where the visitor asked not to be remembered: nothing is kept, read or sent. */
  remembered: boolean;
}

/** Recognises the visitor behind a page request; a stranger gets a new visitor id. */
export async function recognise(
  request: Request,
  site: string,
  keys: SealingKeys,
  nowMs: number,
): Promise<Visitor> {
  const url = new URL(request.url);
  const arrival = () => sessionOf(url, request.headers.get("referer"), nowMs);
  // Global Privacy Control: https://w3c.github.io/gpc/#the-sec-gpc-header-field-for-http-requests
  if (request.headers.get("sec-gpc") === "1") {
    return { snapshot: newSnapshot(newVisitorId(), nowMs, arrival()), changed: false, remembered: false };
  }
  const known = await readSnapshot(request.headers.get("cookie"), site, keys);
  if (known === undefined) {
    return { snapshot: newSnapshot(newVisitorId(), nowMs, arrival()), changed: true, remembered: true };
  }
  if (nowMs - known.lastSeenAtMs > sessionIdleMs || isOtherCampaign(url, known.session)) {
    return {
      snapshot: { ...known, lastSeenAtMs: nowMs, session: arrival() },
      changed: true,
      remembered: true,
    };
  }
  const changed = nowMs - known.lastSeenAtMs > refreshAfterMs;
  return { snapshot: changed ? { ...known, lastSeenAtMs: nowMs } : known, changed, remembered: true };
}

/** The facts that a condition may ask about this visitor now. */
export function factsOf(snapshot: Snapshot, headers: Headers, nowMs: number): Facts {
  const { session, firstSeenAtMs, timesMs } = snapshot;
  return {
    source: session.source,
    medium: session.medium,
    campaign: session.campaign || null,
    device: deviceOf(headers),
    visitor: session.startedAtMs > firstSeenAtMs ? "returning" : "new",
    behaviour: { nowMs, sessionStartedAtMs: session.startedAtMs, timesMs },
  };
}

function sessionOf(url: URL, referrer: string | null, nowMs: number): Session {
  return { startedAtMs: nowMs, ...trafficSource(url, referrer) };
}

/** Reloading the landing page goes on with the same visit; another campaign's link begins a new one. */
function isOtherCampaign(url: URL, session: Session): boolean {
  if (!isTagged(url)) return false;
  const { source, medium, campaign } = trafficSource(url, null);
  return source !== session.source || medium !== session.medium || campaign !== session.campaign;
}

/** 128 random bits. */
function newVisitorId(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
}
