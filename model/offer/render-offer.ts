import { comingSentence } from "../coupon/coupon-sentence.ts";
import { escapeHtml } from "../escape-html.ts";
import type { Facts } from "../facts/facts.ts";
import { lookUpLanguage } from "../language.ts";
import { once } from "../once.ts";
import type { OfferWords } from "../page-decisions.ts";
import type { TriggerOfVariant } from "../trigger.ts";
import { closeLabel } from "./close-label.ts";
import type { CompiledContent, CompiledOffer, OfferCoupon, Values } from "./compile-offer.ts";
import { offerFrame } from "./offer-frame.ts";
import { offerStyle } from "./offer-style.ts";

/** For whom an offer is written, and on whose behalf. */
export interface OfferFor {
  facts: Facts;
  /** The visitor's languages (BCP 47), the first the most gladly read. */
  languages: readonly string[];
  /** The rule that shows it: what is dismissed is the offer of this rule. */
  rule: string;
  /** The moment that it waits for, hidden, and in which variant of the rule; `null` where it is there at once. */
  trigger?: TriggerOfVariant | null | undefined;
  /** What the page's Content-Security-Policy knows its styles by; ASCII letters, digits and `+/_-=`. */
  styleNonce?: string | undefined;
}

/**
 * What an offer says, for channels that have a look of their own: an app, an agent on the telephone.
 * @returns `null` where there is no offer to show: its headline is empty for this visitor, or cannot be rendered.
 */
export function wordsOf(
  offer: CompiledOffer,
  visitor: Pick<OfferFor, "facts" | "languages">,
): OfferWords | null {
  return wordsIn(contentFor(offer, visitor), offer, visitor);
}

/**
 * The offer as a shopper sees it, in HTML: one element that carries its own look.
 *
 * Whatever fields hold, they are text: all of it is escaped here, once it is whole, and a link was checked before.
 * @returns `null` as {@link wordsOf} does.
 */
export function renderOffer(offer: CompiledOffer, visitor: OfferFor): string | null {
  const content = contentFor(offer, visitor);
  if (!content.isPlain) return rendered(content, offer, visitor);
  const { rule, trigger, styleNonce } = visitor;
  const { state } = offer.coupon ?? {};
  const before = known.get(content);
  const isSame = before?.rule === rule && before.trigger === trigger && before.state === state;
  if (isSame && before.styleNonce === styleNonce) return before.html;
  const html = rendered(content, offer, visitor);
  // What is in a cart may have a code that is one visitor's own.
  if (state !== "applied") known.set(content, { rule, trigger, styleNonce, state, html });
  return html;
}

/** Of contents without fields, what was rendered last: nearly always it is wanted again. */
const known = new WeakMap<
  CompiledContent,
  Pick<OfferFor, "rule" | "trigger" | "styleNonce"> & Pick<OfferCoupon, "state"> & { html: string | null }
>();

function rendered(content: CompiledContent, offer: CompiledOffer, visitor: OfferFor): string | null {
  const words = wordsIn(content, offer, visitor);
  if (words === null) return null;
  const { headline, text, button } = words;
  const { rule, trigger = null } = visitor;
  const link =
    button === null
      ? ""
      : `<a class="ew-button" href="${escapeHtml(button.link)}">${escapeHtml(button.label)}</a>`;
  return offerFrame(offer.layout, {
    headline: escapeHtml(headline),
    text: escapeHtml(text),
    ofCoupon: escapeHtml(aboutCoupon(offer, content) ?? ""),
    link,
    attributes: attributesOf(offer, content) + (trigger === null ? "" : waitingFor(trigger, rule)),
    style: styleElement(offer, visitor),
    closeLabel: offer.dismissible ? closeLabel(content.language) : null,
    rule,
    isWaiting: trigger !== null,
  });
}

/** That nobody has to type its coupon; nothing where the offer speaks of that itself, or where it is not sure. */
function aboutCoupon(
  { coupon, reads, isPutIntoCart }: CompiledOffer,
  { language }: CompiledContent,
): string | null {
  if (coupon === null || reads.has("state")) return null;
  if (coupon.state === "applied") return comingSentence(coupon.code, language);
  return coupon.state === "held" && isPutIntoCart ? comingSentence(null, language) : null;
}

/** What the snippet's part that shows it has to know. */
function waitingFor(trigger: TriggerOfVariant, rule: string): string {
  return ` data-ew-trigger="${escapeHtml(JSON.stringify({ rule, ...trigger }))}"`;
}

function styleElement(offer: CompiledOffer, { styleNonce, trigger = null }: OfferFor): string {
  const nonce = styleNonce === undefined ? "" : ` nonce="${styleNonce}"`;
  return `<style${nonce}>${offerStyle(offer, trigger !== null)}</style>`;
}

function contentFor(offer: CompiledOffer, { languages }: Pick<OfferFor, "languages">): CompiledContent {
  return lookUpLanguage(languages, offer.byLanguage) ?? offer.own;
}

function wordsIn(
  content: CompiledContent,
  offer: CompiledOffer,
  { facts }: Pick<OfferFor, "facts">,
): OfferWords | null {
  const values = once(() => valuesOf(offer, content, facts));
  try {
    const headline = content.headline(values).trim();
    if (headline === "") return null;
    const label = content.button?.label(values).trim() ?? "";
    const link = content.button?.link(values) ?? "";
    const button = label === "" || link === "" ? null : { label, link };
    return { language: content.language, headline, text: content.text(values).trim(), button };
  } catch {
    // More than the memory limit allows: such an offer is not worth the page.
    return null;
  }
}

function attributesOf({ id }: CompiledOffer, content: CompiledContent): string {
  // In another language than the page, it says so, for voices and for hyphens, and may run the other way.
  const language = content.isOwn ? "" : ` lang="${escapeHtml(content.language)}" dir="auto"`;
  return ` data-ew-offer="${escapeHtml(id)}"${language}`;
}

function valuesOf({ coupon, site }: CompiledOffer, { formats }: CompiledContent, facts: Facts): Values {
  return {
    scope: { ...facts, coupon: coupon ?? {}, shop: { name: site.name } },
    rendering: { formats, nowMs: facts.behaviour.nowMs },
  };
}
