import { type Purpose, purposes } from "../../model/consent/purpose.ts";
import type { Led } from "../../model/led.ts";
import { newSession, newSnapshot, type Session, type Snapshot } from "../../model/snapshot.ts";
import { readLed, readSnapshot } from "./cookie.ts";
import { isOptedOut } from "./opted-out.ts";
import { toBase64Url, type SealingKeys } from "./seal.ts";
import { isTagged, trafficSource } from "./source.ts";

/** A visit ends after this long without a page, as in GA4. */
const sessionIdleMs = 30 * 60_000;
/** Without scripts no event refreshes the cookie, so a page does, but not each page. */
const refreshAfterMs = 5 * 60_000;
/** Of a path that is carried. */
export const longestPath = 100;

/** Who asks for a page, as far as the request alone tells. */
export interface Visitor {
  snapshot: Snapshot;
  /** Which rules have led them here, or on the way here; `undefined` where none has, as far as their browser says. */
  led?: Led | undefined;
  /** Whether the cookie must be set anew with this response. */
  changed: boolean;
  /** `false` where the visitor asked, or did not agree, to be remembered: nothing is kept, read or sent. */
  remembered: boolean;
  /** What they agree to. */
  purposes: readonly Purpose[];
  /** Whether the browser still carries a cookie that is to go, because the visitor does not agree to it. */
  forgets: boolean;
  /** Whether their refusal is to be kept by this browser, which does not know of it yet. */
  refuses: boolean;
  /** Who is to be forgotten with that cookie; `undefined` where nobody was known. */
  former?: Pick<Snapshot, "visitor" | "profile">;
}

/** Recognises the visitor behind a page request; a stranger gets a new visitor id. */
export async function recognise(
  request: Request,
  site: string,
  keys: SealingKeys,
  nowMs: number,
): Promise<Visitor> {
  const cookies = request.headers.get("cookie");
  const [known, led] = await Promise.all([readSnapshot(cookies, site, keys), readLed(cookies, site, keys)]);
  if (isOptedOut(request.headers, known?.consent ?? null)) {
    return nobody(request, nowMs);
  }
  // To all of it, unless the site's settings say otherwise.
  const remembered = { led, remembered: true, purposes, forgets: false, refuses: false };
  if (known === undefined) return { ...remembered, snapshot: newVisitor(request, nowMs), changed: true };
  if (nowMs - known.lastSeenAtMs > sessionIdleMs || isOtherCampaign(request.url, known.session)) {
    return {
      ...remembered,
      snapshot: {
        ...known,
        lastSeenAtMs: nowMs,
        session: sessionOf(new URL(request.url), request.headers.get("referer"), nowMs, known),
      },
      changed: true,
    };
  }
  const changed = nowMs - known.lastSeenAtMs > refreshAfterMs;
  return { ...remembered, snapshot: changed ? { ...known, lastSeenAtMs: nowMs } : known, changed };
}

/** Somebody who is not to be remembered: of them nothing is known but this request. */
export function nobody(request: Request, nowMs: number): Visitor {
  return {
    snapshot: newVisitor(request, nowMs),
    changed: false,
    remembered: false,
    purposes: [],
    forgets: false,
    refuses: false,
  };
}

/** Somebody of whom nothing is known but this request. */
export function newVisitor(request: Request, nowMs: number): Snapshot {
  const session = sessionOf(new URL(request.url), request.headers.get("referer"), nowMs, undefined);
  return newSnapshot(newVisitorId(), nowMs, session);
}

function sessionOf(url: URL, referrer: string | null, nowMs: number, before: Snapshot | undefined): Session {
  return newSession(nowMs, {
    ...trafficSource(url, referrer),
    number: (before?.session.number ?? 0) + 1,
    previousVisitAtMs: before?.lastSeenAtMs ?? null,
    landingPage: url.pathname.slice(0, longestPath),
  });
}

/** Reloading the landing page goes on with the same visit; another campaign's link begins a new one. */
function isOtherCampaign(address: string, session: Session): boolean {
  if (!address.includes("?")) return false;
  const url = new URL(address);
  if (!isTagged(url)) return false;
  const { source, medium, campaign } = trafficSource(url, null);
  return source !== session.source || medium !== session.medium || campaign !== session.campaign;
}

/** 128 random bits. */
export function newVisitorId(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
}
