import { escapeHtml } from "./escape-html.ts";
import type { Offer } from "./offer.ts";

/**
 * The offer as shoppers see it: one element that carries its own look, since a shop's stylesheet knows nothing of it.
 * @param accent CSS colour, as `Site.accent` accepts it.
 */
export function offerHtml(offer: Offer, accent: string): string {
  const text = offer.text === "" ? "" : `<p class="ew-text">${escapeHtml(offer.text)}</p>`;
  const button =
    offer.button === null
      ? ""
      : `<a class="ew-button" href="${escapeHtml(offer.button.link)}">${escapeHtml(offer.button.label)}</a>`;
  return (
    `<aside class="ew-offer ew-${offer.layout}" data-ew-offer="${escapeHtml(offer.id)}" style="--ew-accent:${escapeHtml(accent)}">` +
    `<style>${offerStyle}</style>` +
    `<div class="ew-words"><p class="ew-headline">${escapeHtml(offer.headline)}</p>${text}</div>${button}</aside>`
  );
}

const offerStyle = [
  ".ew-offer{box-sizing:border-box;display:flex;align-items:center;justify-content:space-between;gap:.75em 1.5em;flex-wrap:wrap;font:inherit;line-height:1.4;text-align:start}",
  ".ew-offer .ew-words{flex:1 1 16em;min-width:0}",
  ".ew-offer p{margin:0}",
  ".ew-offer .ew-headline{font-weight:600}",
  ".ew-offer .ew-text{opacity:.85}",
  ".ew-offer .ew-button{flex:none;display:inline-block;padding:.6em 1.3em;border-radius:999px;font-weight:600;text-decoration:none}",
  ".ew-bar{background:var(--ew-accent);color:#fff;padding:.6em 1.25em;justify-content:center}",
  ".ew-bar .ew-words{flex:0 1 auto;display:flex;flex-wrap:wrap;gap:0 .6em;justify-content:center}",
  ".ew-bar .ew-button{padding:.2em 1em;background:#fff;color:var(--ew-accent)}",
  ".ew-banner,.ew-card{background:color-mix(in srgb,var(--ew-accent) 8%,#fff);color:#1c1c1c;border:1px solid color-mix(in srgb,var(--ew-accent) 25%,#fff);padding:1.1em 1.5em}",
  ".ew-card{border-radius:14px;max-width:26em}",
  ".ew-banner .ew-headline,.ew-card .ew-headline{font-size:1.2em}",
  ".ew-banner .ew-button,.ew-card .ew-button{background:var(--ew-accent);color:#fff}",
].join("");
