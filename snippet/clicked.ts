import { type Params, record } from "./record.ts";
import { isLooked, look } from "./views.ts";

/** Records what a click means: something that the page names itself, and the way out to another site. */
export const clicked = ({ target }: Event): void => {
  // A link to a part of the page may follow, and the address may have been replaced since: both are of the same page.
  if (isLooked) look();
  const closest = (selector: string) => (target as Element).closest<HTMLAnchorElement>(selector);
  const link = closest("a");
  // Without the address's query, which may say who somebody is.
  if (link?.host && link.host != location.host)
    record("click", { outbound: true, link_url: link.origin + link.pathname });
  const marked = closest("[data-ew-event]")?.dataset;
  if (marked) record(marked["ewEvent"] as string, JSON.parse(marked["ewParams"] ?? "{}") as Params);
};
