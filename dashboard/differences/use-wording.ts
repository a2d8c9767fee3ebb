import { referenceNames } from "../api/reference-names.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { useSite } from "../shell/site.ts";
import type { Wording } from "./words-of.ts";

const noNames: Wording["names"] = { segments: {}, lists: {}, offers: new Map() };

/** How to say what differs on the site that is chosen: with ids for names, until the names are there. */
export function useWording(): Wording {
  const { site } = useSite();
  const { loaded } = useLoad(`names of ${site.id}`, async () => {
    const [names, { offers }] = await Promise.all([
      referenceNames(site.id),
      api("GET /offers?site=:site", { site: site.id }).catch(() => ({ offers: [] })),
    ]);
    return { ...names, offers: new Map(offers.map(({ document }) => [document.id, document.name])) };
  });
  return { currency: site.currency, names: loaded.value.data ?? noNames };
}
