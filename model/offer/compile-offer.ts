import { isPutIntoCart } from "../coupon/is-put-into-cart.ts";
import type { Coupon } from "../coupon/coupon.ts";
import type { FactName } from "../facts/catalogue.ts";
import { isSafeLink } from "../link.ts";
import type { Offer, OfferContent } from "../offer.ts";
import type { Site } from "../site.ts";
import { hasDotSegment } from "./check-template.ts";
import { factsAmong, readsCoupon } from "./fields.ts";
import type { Rendering } from "./filters.ts";
import { type Formats, formatsFor } from "./formats.ts";
import { isPlain, namesIn, parseTemplate, type TemplateUse } from "./template.ts";
import { templatesOf } from "./templates-of.ts";

/** What an offer needs to know of its shop. */
export type OfferSite = Pick<Site, "name" | "language" | "currency" | "timeZone" | "accent"> &
  Partial<Pick<Site, "platform" | "cart" | "snippet">>;

/** The values of one rendering: what fields read, and what filters need. */
export interface Values {
  scope: object;
  rendering: Rendering;
}

/** A text or a link, ready to render; not escaped for HTML yet. `values` is called only where there is a field. */
export type Piece = (values: () => Values) => string;

/** What an offer says in one language, ready to render. */
export interface CompiledContent {
  /** BCP 47. */
  language: string;
  /** Whether it is written in the shop's own language, which the page around it is taken to be in. */
  isOwn: boolean;
  /** Whether it says the same to everybody: it has no field. */
  isPlain: boolean;
  formats: Formats;
  headline: Piece;
  text: Piece;
  button: { label: Piece; link: Piece } | null;
}

/** A coupon as an offer writes it. */
export interface OfferCoupon extends Coupon {
  /** When it ends for the visitor, in ms since 1970. */
  expires?: number | undefined;
  /** What has become of it in the visitor's cart; missing where the visitor cannot come to hold it. */
  state?: "held" | "applied" | "refused" | "removed" | undefined;
  /** What the shop takes off for it where it is applied, in the currency's own unit, as last seen. */
  off?: number | undefined;
}

/** An offer with everything parsed: once for a bundle, rendered for each page. */
export interface CompiledOffer {
  id: string;
  layout: Offer["layout"];
  dismissible: boolean;
  coupon: OfferCoupon | null;
  /** The parts of the coupon that its fields read, in any of its languages. */
  reads: ReadonlySet<string>;
  /** Whether its coupon goes into the shop's cart without being typed. */
  isPutIntoCart: boolean;
  site: OfferSite;
  /** In the shop's own language. */
  own: CompiledContent;
  /** Own and translated, by language tag in lower case. */
  byLanguage: ReadonlyMap<string, CompiledContent>;
}

/**
 * Parses an offer's templates.
 * @param coupon the one that comes with the offer, where there is one.
 * @throws nothing: where a template cannot be read, as while somebody is typing it, its content renders to nothing.
 */
export function compileOffer(
  offer: Offer,
  { coupon, site }: { coupon?: OfferCoupon | undefined; site: OfferSite },
): CompiledOffer {
  const own = compileContent(offer, site.language, true, site);
  const byLanguage = new Map<string, CompiledContent>();
  // Somebody who reads any English is better served by the shop's own British English than by a translation.
  byLanguage.set(site.language.replace(/-[^]*$/, "").toLowerCase(), own);
  byLanguage.set(site.language.toLowerCase(), own);
  for (const [language, content] of Object.entries(offer.translations)) {
    byLanguage.set(language.toLowerCase(), compileContent(content, language, false, site));
  }
  const { id, layout, dismissible } = offer;
  const reads = new Set(coupon === undefined ? [] : couponPartsRead(offer));
  return {
    id,
    layout,
    dismissible,
    coupon: coupon ?? null,
    reads,
    isPutIntoCart: isPutIntoCart(site),
    site,
    own,
    byLanguage,
  };
}

function compileContent(
  { headline, text, button }: OfferContent,
  language: string,
  isOwn: boolean,
  { currency, timeZone }: OfferSite,
): CompiledContent {
  return {
    language,
    isOwn,
    isPlain: [headline, text, button?.label ?? "", button?.link ?? ""].every(isPlain),
    formats: formatsFor({ language, currency, timeZone }),
    headline: compilePiece(headline, "text"),
    text: compilePiece(text, "text"),
    button: button && { label: compilePiece(button.label, "text"), link: compileLink(button.link) },
  };
}

function compilePiece(source: string, use: TemplateUse): Piece {
  if (isPlain(source)) return () => source;
  try {
    const template = parseTemplate(source, use);
    return (values) => {
      const { scope, rendering } = values();
      return template.render(scope, rendering);
    };
  } catch {
    return () => "";
  }
}

/** A link that turns out to lead elsewhere than its template says is no link. */
function compileLink(source: string): Piece {
  const piece = compilePiece(source, "link");
  if (isPlain(source)) return piece;
  return (values) => {
    const link = piece(values);
    return isSafeLink(link) && !hasDotSegment(link) ? link : "";
  };
}

function couponPartsRead(offer: Offer): string[] {
  const names = templatesOf(offer).flatMap(({ source, use }) => namesIn(source, use));
  return names.filter(readsCoupon).map(([, part]) => String(part));
}

/** The facts that an offer's fields read, in any of its languages. */
export function factNamesOfOffer(offer: Offer): FactName[] {
  return [...new Set(templatesOf(offer).flatMap(({ source, use }) => factsAmong(namesIn(source, use))))];
}
