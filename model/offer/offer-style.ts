/** The look that each offer carries, in ASCII: a shop's stylesheet knows nothing of it. */
export const offerStyle = [
  ".ew-offer{box-sizing:border-box;display:flex;align-items:center;justify-content:space-between;gap:.75em 1.5em;flex-wrap:wrap;font:inherit;line-height:1.4;text-align:start}",
  ".ew-offer .ew-words{flex:1 1 16em;min-width:0}",
  ".ew-offer p{margin:0}",
  ".ew-offer .ew-headline{font-weight:600}",
  ".ew-offer .ew-text{opacity:.85}",
  ".ew-offer .ew-button{flex:none;display:inline-block;padding:.6em 1.3em;border-radius:999px;font-weight:600;text-decoration:none}",
  ".ew-bar{background:var(--ew-accent);color:#fff;padding:.6em 1.25em;justify-content:center}",
  ".ew-bar .ew-words{flex:0 1 auto;display:flex;flex-wrap:wrap;gap:0 .6em;justify-content:center;text-align:center}",
  ".ew-bar .ew-button{padding:.2em 1em;background:#fff;color:var(--ew-accent)}",
  ".ew-banner,.ew-card{background:color-mix(in srgb,var(--ew-accent) 8%,#fff);color:#1c1c1c;border:1px solid color-mix(in srgb,var(--ew-accent) 25%,#fff);padding:1.1em 1.5em}",
  ".ew-card{border-radius:14px;max-width:26em}",
  ".ew-banner .ew-headline,.ew-card .ew-headline{font-size:1.2em}",
  ".ew-banner .ew-button,.ew-card .ew-button{background:var(--ew-accent);color:#fff}",
  // The closing button has its place from the start, whether it is shown or not: showing it moves nothing.
  ".ew-dismissible{position:relative;padding-inline-end:52px}",
  "@media(min-width:40em){.ew-bar.ew-dismissible{padding-inline:52px}}",
  ".ew-offer .ew-close{position:absolute;inset-block-start:6px;inset-inline-end:8px;box-sizing:border-box;width:32px;height:32px;margin:0;padding:0;border:0;border-radius:50%;background:0 0;color:inherit;font:24px/32px sans-serif;text-align:center;cursor:pointer}",
  ".ew-bar .ew-close{inset-block-start:calc(50% - 16px)}",
  ".ew-offer .ew-close:hover{background:color-mix(in srgb,currentcolor 14%,transparent)}",
  ".ew-offer .ew-close:focus-visible{outline:2px solid;outline-offset:-2px}",
  // A shop's own rule for buttons would win over the attribute alone.
  ".ew-offer .ew-close[hidden]{display:none}",
].join("");
