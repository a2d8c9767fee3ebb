import { referenceNames } from "../api/reference-names.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { useSite } from "../shell/site.ts";
import type { Wording } from "./words-of.ts";

const noNames: Wording["names"] = { segments: {}, lists: {}, offers: new Map(), goals: [] };

/** How to say what differs on the site that is chosen: with ids for names, until the names are there. */
export function useWording(): Wording {
  const { site } = useSite();
  const { loaded } = useLoad(`names of ${site.id}`, async () => {
    const [names, { offers }, { goals }] = await Promise.all([
      referenceNames(site.id),
      api("GET /offers?site=:site", { site: site.id }).catch(() => ({ offers: [] })),
      api("GET /goals?site=:site", { site: site.id }).catch(() => ({ goals: [] })),
    ]);
    return {
      ...names,
      offers: new Map(offers.map(({ document }) => [document.id, document.name])),
      goals: goals.map(({ document }) => document),
    };
  });
  return { currency: site.currency, timeZone: site.timeZone, names: loaded.value.data ?? noNames };
}
