import { bannerCookie, isGrantedBy } from "../../model/consent-banner.ts";
import type { Site } from "../../model/site.ts";
import type { Consent, Snapshot } from "../../model/snapshot.ts";
import { carriesVisitor, cookieValue, hasDenied } from "./cookie.ts";
import { isOptedOut } from "./opted-out.ts";
import { newVisitor, type Visitor } from "./recognise.ts";

type ConsentSettings = Pick<Site, "consent" | "consentBanner">;

/**
 * The visitor as the site's consent settings let them be: somebody who has not agreed is nobody, of whom nothing is known
 * but this request. Agreement by the shop's consent banner is written down when it is first seen.
 */
export function withConsent(
  visitor: Visitor,
  request: Request,
  site: ConsentSettings,
  nowMs: number,
): Visitor {
  if (!visitor.remembered) return visitor;
  const { snapshot } = visitor;
  const agreed = agreedTo(request, site, snapshot.consent, nowMs);
  if (agreed === undefined) {
    const forgets = carriesVisitor(request.headers.get("cookie") ?? "");
    const hasProfile = snapshot.version > 0 || snapshot.coupons.length > 0;
    return {
      snapshot: newVisitor(request, nowMs),
      changed: false,
      remembered: false,
      forgets,
      ...(hasProfile && { former: snapshot.visitor }),
    };
  }
  if (agreed === snapshot.consent) return visitor;
  return { ...visitor, changed: true, snapshot: { ...snapshot, consent: agreed } };
}

/** Whether what somebody does may be kept. @param site `undefined` where its settings are not known now. */
export function maySend(
  request: Request,
  { consent }: Snapshot,
  site: ConsentSettings | undefined,
  nowMs: number,
): boolean {
  const { headers } = request;
  if (isOptedOut(headers, consent)) return false;
  if (site === undefined) return !hasDenied(headers.get("cookie") ?? "");
  return agreedTo(request, site, consent, nowMs) !== undefined;
}

/**
 * What a visitor has agreed to, `null` where nobody has to ask, `undefined` where they have not agreed. What they said to
 * the page itself comes first, then the shop's banner where it has said anything.
 */
function agreedTo(
  { headers }: Request,
  { consent, consentBanner }: ConsentSettings,
  known: Consent | null,
  nowMs: number,
): Consent | null | undefined {
  const cookies = headers.get("cookie") ?? "";
  if (hasDenied(cookies)) return undefined;
  if (consent === "assumed") return known;
  const said = consentBanner === null ? undefined : cookieValue(cookies, bannerCookie(consentBanner).cookie);
  if (consentBanner === null || said === undefined) return known?.by === "page" ? known : undefined;
  if (!isGrantedBy(consentBanner, said)) return undefined;
  return known ?? { state: "granted", atMs: nowMs, by: "banner", gpc: false };
}
