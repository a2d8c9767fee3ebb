import { escapeHtml } from "../escape-html.ts";
import type { Offer } from "../offer.ts";

/** The parts of an offer that a layout puts together. */
export interface OfferParts {
  /** Escaped, as is the text. */
  headline: string;
  /** Empty where there is none. */
  text: string;
  /** What is said of its coupon, escaped; empty for nothing. */
  ofCoupon: string;
  /** An element; empty where there is none. */
  link: string;
  /** Of the element that is the offer, but for its classes. */
  attributes: string;
  /** A `<style>` element. */
  style: string;
  /** What its closing button is called; `null` where there is none. */
  closeLabel: string | null;
  /** The rule that shows it. */
  rule: string;
  /** Whether it is hidden until a script shows it. */
  isWaiting: boolean;
}

/** The offer's markup in its layout: one element, with all that it needs. */
export function offerFrame(layout: Offer["layout"], parts: OfferParts): string {
  switch (layout) {
    case "inline":
      return inline(parts);
    case "modal":
      return modal(parts);
    default:
      return box(parts, layout);
  }
}

function box(parts: OfferParts, layout: string): string {
  const { attributes, closeLabel, style, link, isWaiting } = parts;
  const names = `ew-offer ew-box ew-${layout}${closeLabel === null ? "" : " ew-dismissible"}${isWaiting ? " ew-over" : ""}`;
  const close = closeLabel === null ? "" : waitingButton(parts, closeLabel);
  return `<aside class="${names}"${attributes}${hiddenWhere(isWaiting)}>${style}${words(parts)}${link}${close}</aside>`;
}

/** A part of the shop's own text, which it keeps its distance from. In a paragraph no block may stand, or it ends there. */
function inline(parts: OfferParts): string {
  const { attributes, closeLabel, style, headline, text, ofCoupon, link, isWaiting } = parts;
  const close = closeLabel === null ? "" : waitingButton(parts, closeLabel);
  const line = [`<span class="ew-headline">${headline}</span>`, text, ofCoupon, link].filter(
    (part) => part !== "",
  );
  return ` <span class="ew-offer ew-inline"${attributes}${hiddenWhere(isWaiting)}>${style}${line.join(" ")}${close}</span> `;
}

function hiddenWhere(isWaiting: boolean): string {
  return isWaiting ? " hidden" : "";
}

/**
 * A dialog that is open from the start, unless it waits, and closes without scripts: its button submits a form whose method closes it.
 * In a form of the shop's, where browsers drop ours, the button belongs to no form, and so can send none.
 */
function modal(parts: OfferParts): string {
  const { attributes, closeLabel, style, link, rule, isWaiting } = parts;
  const id = `ew-${escapeHtml(rule)}`;
  const close =
    closeLabel === null
      ? ""
      : `<form method="dialog" id="${id}-close"><button form="${id}-close" class="ew-close"${dismissal(rule, closeLabel)}>&times;</button></form>`;
  const named = words(parts, ` id="${id}"`);
  return `<dialog${isWaiting ? "" : " open"} closedby="closerequest" class="ew-offer ew-box ew-modal" aria-labelledby="${id}"${attributes}>${style}${named}${link}${close}</dialog>`;
}

function words({ headline, text, ofCoupon }: OfferParts, id = ""): string {
  const paragraphs = [text, ofCoupon]
    .filter((part) => part !== "")
    .map((part) => `<p class="ew-text">${part}</p>`);
  return `<div class="ew-words"><p class="ew-headline"${id}>${headline}</p>${paragraphs.join("")}</div>`;
}

/** Hidden until the snippet shows it: without scripts there is nobody to close the offer. */
function waitingButton({ rule }: OfferParts, label: string): string {
  return `<button type="button" class="ew-close"${dismissal(rule, label)} hidden>&times;</button>`;
}

function dismissal(rule: string, label: string): string {
  return ` data-ew-dismiss="${escapeHtml(rule)}" aria-label="${escapeHtml(label)}"`;
}
