import type { SiteSummary } from "../../worker/api/contract.ts";

/** What lines are made of. */
export type Pasted = Pick<SiteSummary, "id" | "hosts" | "prefix" | "consent">;

/** As on Cloudflare, where `npm run deploy` uploads it: the name in wrangler.toml. */
export const workerName = "edgewise";

/** Where Edgewise answers, as in `https://edge.shop.example`. @param dashboard the address of the dashboard itself. */
export function edgeOrigin(
  { hosts }: Pick<Pasted, "hosts">,
  dashboard: Pick<Location, "protocol" | "port">,
): string {
  return `${dashboard.protocol}//${hosts[0] ?? ""}${dashboard.port === "" ? "" : `:${dashboard.port}`}`;
}

function addressOf(file: string, site: Pasted, dashboard: Pick<Location, "protocol" | "port">): string {
  return `${edgeOrigin(site, dashboard)}${site.prefix}${file}?site=${site.id}`;
}

function scriptAddress(site: Pasted, dashboard: Pick<Location, "protocol" | "port">): string {
  // Until visitors agree, this one waits for it.
  return addressOf(site.consent === "asked" ? "c.js" : "s.js", site, dashboard);
}

/** The line for the head of a page: see docs/pages-in-the-browser.md. */
export function pastedLine(site: Pasted, dashboard: Pick<Location, "protocol" | "port">): string {
  return `<script async src="${scriptAddress(site, dashboard)}" data-load="apply"></script>`;
}

/** What may stand above it, so that nothing is seen being changed: browsers show no page before they have it. */
export function coverLine(site: Pasted, dashboard: Pick<Location, "protocol" | "port">): string {
  return `<script src="${addressOf("cover.js", site, dashboard)}"></script>`;
}

/** The same as a program, for what would take its attributes off. */
export function tagManagerLines(site: Pasted, dashboard: Pick<Location, "protocol" | "port">): string {
  return [
    "<script>",
    '  var script = document.createElement("script");',
    "  script.async = true;",
    `  script.src = ${JSON.stringify(scriptAddress(site, dashboard))};`,
    '  script.setAttribute("data-load", "apply");',
    "  document.head.appendChild(script);",
    "</script>",
  ].join("\n");
}

/** What `npm start` shows a shop by, on one machine. */
export function localCommand({ hosts, origin }: Pick<SiteSummary, "hosts" | "origin">): string {
  return `npm start -- --origin ${origin ?? `https://${hosts[0] ?? ""}`}`;
}
