import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { SiteSummary } from "../../worker/api/contract.ts";

/** The site that the screens are about, and how links keep to it. */
export interface ChosenSite {
  site: SiteSummary;
  sites: readonly SiteSummary[];
  /** A path that keeps the chosen site: `/rules` → `/rules?site=outlet`. */
  href: (path: string) => string;
}

export const SiteContext = createContext<ChosenSite | null>(null);

/** The site that is chosen in the shell. */
export function useSite(): ChosenSite {
  const chosen = useContext(SiteContext);
  if (chosen === null) throw new Error("useSite is used outside of the shell.");
  return chosen;
}

/**
 * The site named by `?site=`, else the first. Links leave the first one out, so that most addresses stay short.
 * @returns `null` where there are no sites.
 */
export function chooseSite(sites: readonly SiteSummary[], asked: string | undefined): ChosenSite | null {
  const first = sites[0];
  if (first === undefined) return null;
  const site = sites.find(({ id }) => id === asked) ?? first;
  return { site, sites, href: (path) => hrefOn(path, site, first) };
}

function hrefOn(path: string, site: SiteSummary, first: SiteSummary): string {
  if (site.id === first.id) return path;
  return `${path}${path.includes("?") ? "&" : "?"}site=${encodeURIComponent(site.id)}`;
}
