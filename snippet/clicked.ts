import { type Params, record } from "./record.ts";

/** Records what a click means: something that the page names itself, and the way out to another site. */
export function clicked({ target }: Event): void {
  const closest = (selector: string) => (target as Element).closest<HTMLAnchorElement>(selector);
  const link = closest("a[href]");
  // Without the address's query, which may say who somebody is.
  if (link?.host && link.host != location.host)
    record("click", { outbound: true, link_url: link.origin + link.pathname }, true);
  const marked = closest("[data-ew-event]")?.dataset;
  if (marked) record(marked["ewEvent"] as string, JSON.parse(marked["ewParams"] ?? "{}") as Params, true);
}
