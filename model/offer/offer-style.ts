import type { Offer } from "../offer.ts";
import type { Site } from "../site.ts";
import { inkOn } from "./ink-on.ts";

const box = [
  ".ew-box{box-sizing:border-box;display:flex;align-items:center;justify-content:space-between;gap:.75em 1.5em;flex-wrap:wrap;font:inherit;line-height:1.4;text-align:start;overflow-wrap:anywhere}",
  ".ew-box .ew-words{flex:1 1 16em;min-width:0}",
  ".ew-box p{margin:0}",
  ".ew-box .ew-headline{font-weight:600}",
  ".ew-box .ew-text{opacity:.85}",
  ".ew-box .ew-button{flex:none;display:inline-block;padding:.6em 1.3em;border-radius:999px;background:var(--ew-accent);color:var(--ew-ink);font-weight:600;text-align:center;text-decoration:none}",
  // The closing button has its place from the start, whether it is shown or not: showing it moves nothing.
  ".ew-dismissible{position:relative;padding-inline-end:52px}",
  ".ew-box .ew-close{position:absolute;inset-block-start:6px;inset-inline-end:8px;box-sizing:border-box;width:32px;height:32px;margin:0;padding:0;border:0;border-radius:50%;background:0 0;color:inherit;font:24px/32px sans-serif;text-align:center;cursor:pointer}",
  ".ew-box .ew-close:hover{background:color-mix(in srgb,currentcolor 14%,transparent)}",
  ".ew-box .ew-close:focus-visible{outline:2px solid;outline-offset:-2px}",
  // A shop's own rule for buttons would win over the attribute alone.
  ".ew-box .ew-close[hidden]{display:none}",
];

/** What one layout changes counts more than what all share, which another offer on the page may bring once more. */
const tinted = (name: string) => [
  `.ew-box.ew-${name}{background:color-mix(in srgb,var(--ew-accent) 8%,#fff);color:#1c1c1c;border:1px solid color-mix(in srgb,var(--ew-accent) 25%,#fff);padding:1.1em 1.5em}`,
  `.ew-box.ew-${name} .ew-headline{font-size:1.2em}`,
  `.ew-box.ew-${name}.ew-dismissible{padding-inline-end:52px}`,
];

const styles: Readonly<Record<Offer["layout"], readonly string[]>> = {
  bar: [
    ...box,
    ".ew-box.ew-bar{background:var(--ew-accent);color:var(--ew-ink);padding:.6em 1.25em;justify-content:center}",
    ".ew-box.ew-bar .ew-words{flex:0 1 auto;display:flex;flex-wrap:wrap;gap:0 .6em;justify-content:center;text-align:center}",
    ".ew-box.ew-bar .ew-button{padding:.2em 1em;background:var(--ew-ink);color:var(--ew-accent)}",
    ".ew-box.ew-bar .ew-close{inset-block-start:calc(50% - 16px)}",
    ".ew-box.ew-bar.ew-dismissible{padding-inline-end:52px}",
    "@media(min-width:40em){.ew-box.ew-bar.ew-dismissible{padding-inline:52px}}",
  ],
  banner: [...box, ...tinted("banner")],
  card: [...box, ...tinted("card"), ".ew-box.ew-card{border-radius:14px;max-width:26em}"],
  modal: [
    ...box,
    // What dims the page is a shadow: it takes no clicks, so the page can be used behind it, whatever fails.
    ".ew-box.ew-modal{position:fixed;inset:0;z-index:2147483000;flex-flow:column;align-items:stretch;gap:1.25em;width:26em;max-width:calc(100% - 32px);height:fit-content;max-height:calc(100% - 32px);margin:auto;padding:2.5em 2em 2em;border:0;border-radius:16px;background:#fff;color:#1c1c1c;color-scheme:light;text-align:center;box-shadow:0 12px 48px rgb(0 0 0/.35),0 0 0 200vmax rgb(0 0 0/.5)}",
    ".ew-box.ew-modal:not([open]){display:none}",
    ".ew-box.ew-modal .ew-words{flex:0 1 auto;overflow:auto}",
    ".ew-box.ew-modal .ew-headline{font-size:1.5em;line-height:1.2;text-wrap:balance}",
    ".ew-box.ew-modal .ew-text{margin-top:.6em}",
    ".ew-box.ew-modal .ew-button{padding:.8em 1.5em}",
    ".ew-box.ew-modal form{position:absolute;inset-block-start:8px;inset-inline-end:8px;margin:0}",
    ".ew-box.ew-modal .ew-close{position:static;display:block;width:40px;height:40px;line-height:40px}",
    "@media(prefers-reduced-motion:no-preference){.ew-box.ew-modal{animation:ew-in .2s ease-out}@keyframes ew-in{from{opacity:0}}}",
  ],
  inline: [
    ".ew-inline .ew-headline{font-weight:600}",
    ".ew-inline .ew-button{color:inherit;font-weight:600;text-decoration:underline;text-underline-offset:.15em}",
    // Lower than the line it stands in, which it must not make higher.
    ".ew-inline .ew-close{display:inline-block;box-sizing:border-box;width:24px;height:24px;margin:-6px 0;padding:0;border:0;border-radius:50%;background:0 0;color:inherit;font:20px/24px sans-serif;text-align:center;vertical-align:middle;cursor:pointer}",
    ".ew-inline .ew-close:hover{background:color-mix(in srgb,currentcolor 14%,transparent)}",
    ".ew-inline .ew-close:focus-visible{outline:2px solid;outline-offset:-2px}",
    ".ew-inline .ew-close[hidden]{visibility:hidden}",
  ],
};

/**
 * What comes after the page was seen moves nothing of it: it lies over the page, at the window's lower edge. Only an
 * offer in the shop's own text has to make room for itself.
 */
const waiting = [
  ".ew-offer[hidden]{display:none!important}",
  ".ew-box.ew-over{position:fixed;z-index:2147483000;inset-block:auto 0;inset-inline:0;max-height:100%;overflow:auto;margin:0;box-shadow:0 0 32px rgb(0 0 0/.3)}",
  ".ew-box.ew-over.ew-card{inset-block-end:16px;inset-inline:auto 16px;max-width:min(26em,100% - 32px);max-height:calc(100% - 32px)}",
];

/**
 * The look that an offer carries, in ASCII: a shop's stylesheet knows nothing of it. All of it stands here, and nothing in
 * `style` attributes, so that a shop with a strict Content-Security-Policy can allow it by its hash.
 * @param isWaiting whether it is hidden until its moment comes.
 */
export function offerStyle({ layout, site: { accent } }: OfferLook, isWaiting: boolean): string {
  const own = [...styles[layout], ...(isWaiting ? waiting : [])].join("");
  return `${own}.ew-offer{--ew-accent:${accent};--ew-ink:${inkOn(accent)}}`;
}

interface OfferLook {
  layout: Offer["layout"];
  /** `accent` is written as #rrggbb. */
  site: Pick<Site, "accent">;
}
