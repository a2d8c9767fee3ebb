import { agreesWith, type Consent } from "../../model/consent/consent.ts";
import { purposesByBanner } from "../../model/consent/consent-banner.ts";
import { isRememberedFor, type Purpose, purposes } from "../../model/consent/purpose.ts";
import type { Site } from "../../model/site.ts";
import type { Snapshot } from "../../model/snapshot.ts";
import { carriesVisitor, cookieValue, hasDenied } from "./cookie.ts";
import { isOptedOut } from "./opted-out.ts";
import { nobody, type Visitor } from "./recognise.ts";

type ConsentSettings = Pick<Site, "consent" | "consentBanner" | "consentNotice">;

/**
 * The visitor as the site's consent settings let them be: somebody who has not agreed is nobody, of whom nothing is known
 * but this request. What the shop's consent banner says is written down when it is first seen.
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
  if (!isRememberedFor(agreed.purposes)) {
    const forgets = carriesVisitor(request.headers.get("cookie") ?? "");
    const hasProfile = snapshot.version > 0 || snapshot.coupons.length > 0;
    return {
      ...nobody(request, nowMs),
      forgets,
      // Said to the shop, it holds in this browser too, though the cookie that says so goes.
      refuses: snapshot.consent !== null && !isRememberedFor(snapshot.consent.purposes),
      ...(hasProfile && { former: snapshot }),
    };
  }
  const { consent, purposes: now } = agreed;
  if (consent !== snapshot.consent)
    return { ...visitor, purposes: now, changed: true, snapshot: { ...snapshot, consent } };
  return now === visitor.purposes ? visitor : { ...visitor, purposes: now };
}

/**
 * For what somebody's doings may be kept; for nothing where they may not be.
 * @param site `undefined` where its settings are not known now.
 */
export function keptFor(
  request: Request,
  { consent }: Snapshot,
  site: ConsentSettings | undefined,
  nowMs: number,
): readonly Purpose[] {
  const { headers } = request;
  if (isOptedOut(headers, consent)) return [];
  const agreed = agreedTo(request, site ?? asAgreed, consent, nowMs).purposes;
  return isRememberedFor(agreed) ? agreed : [];
}

/** What somebody who is not here agreed to; `null` where they have to be asked and were not. */
export function agreedBefore(
  known: Consent | null,
  { consent }: Pick<Site, "consent">,
): readonly Purpose[] | null {
  return known?.purposes ?? (consent === "assumed" ? purposes : null);
}

/** Until the settings are known, whoever carries a cookie has agreed to what it says. */
const asAgreed: ConsentSettings = { consent: "assumed", consentBanner: null, consentNotice: null };

/** What a visitor agrees to now, and the choice to be written down for it; `null` where there was none. */
interface Agreed {
  purposes: readonly Purpose[];
  consent: Consent | null;
}

/**
 * What they refused to the page itself comes first, then the shop's banner where it has said anything, then what they said
 * to the page or to the shop before. Where a banner and another word disagree on a purpose, it is refused.
 */
function agreedTo(
  { headers }: Request,
  { consent: mode, consentBanner, consentNotice }: ConsentSettings,
  known: Consent | null,
  nowMs: number,
): Agreed {
  const cookies = headers.get("cookie") ?? "";
  if (hasDenied(cookies)) return { purposes: [], consent: known };
  if (mode === "assumed") return { purposes: known?.purposes ?? purposes, consent: known };
  const said = consentBanner && purposesByBanner(consentBanner, (name) => cookieValue(cookies, name));
  const other = known?.by === "banner" ? null : known;
  if (!said) return { purposes: other?.purposes ?? [], consent: known };
  if (other !== null)
    return { purposes: said.filter((purpose) => other.purposes.includes(purpose)), consent: known };
  const choice: Consent = { purposes: said, atMs: nowMs, by: "banner", gpc: false, notice: consentNotice };
  // A banner's cookie is there on each page: whoever said it before said it by the notice of then.
  return { purposes: said, consent: known !== null && agreesWith(known, choice) ? known : choice };
}
