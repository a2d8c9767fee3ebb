import type { Miniflare } from "miniflare";
import { demoConfiguration, demoSite } from "../demo/scenarios/odile-and-marsh.ts";
import type { Telling } from "../demo/shop/identify.ts";
import { type Configuration, kinds } from "../model/configuration.ts";
import type { Site } from "../model/site.ts";
import { shopHost } from "./serve.ts";
import { type ApiCall, asProgram } from "./sign-in.ts";

/**
 * Makes sure that the site is there and leads to `origin`, through the API like any other client. The first time, the
 * demo's rules are published with it; what was configured since stays.
 * @param demo whether the shop behind it is the demo shop.
 */
export function seedSite(miniflare: Miniflare, origin: string, demo: boolean): Promise<void> {
  return asProgram(miniflare, (api) => seed(api, origin, demo));
}

async function seed(api: ApiCall, origin: string, demo: boolean): Promise<void> {
  const { sites } = (await api("GET", "/sites")) as {
    sites: (Site & { liveVersion: number; revision: number })[];
  };
  const known = sites.find(({ id }) => id === demoSite.id);
  if (known === undefined) {
    const own = demo ? demoSite : { id: demoSite.id, name: new URL(origin).host };
    await api("PUT", `/sites/${own.id}`, { ...own, hosts: [shopHost], origin });
  } else if (known.origin !== origin) {
    const { liveVersion: _, revision, ...site } = known;
    await api("PUT", `/sites/${site.id}`, { ...site, origin }, { "if-match": `"${revision}"` });
  }
  // A first start that was interrupted before it published goes on here.
  if (known === undefined || known.liveVersion === 0) {
    if (demo) await saveDrafts(api, demoSite.id, demoConfiguration);
    const note = demo ? "The demo's first rules" : "First version";
    await api("POST", `/publish?site=${demoSite.id}`, { note });
  }
}

/** What the demo shop needs to say who is signed in: a new secret. The one of the start before stays good for a day. */
export function newTelling(miniflare: Miniflare): Promise<Telling> {
  return asProgram(miniflare, async (api) => {
    const { secret } = (await api("POST", `/sites/${demoSite.id}/identify-secret`)) as { secret: string };
    return { site: demoSite.id, secret };
  });
}

/** Saves every document that is not there yet as a draft. */
export async function saveDrafts(api: ApiCall, site: string, configuration: Configuration): Promise<void> {
  for (const kind of kinds) {
    const answer = (await api("GET", `/${kind}?site=${site}`)) as Record<
      string,
      { document?: { id: string }; rule?: { id: string } }[]
    >;
    const known = new Set((answer[kind] ?? []).map(({ document, rule }) => (document ?? rule)?.id));
    for (const document of configuration[kind]) {
      if (known.has(document.id)) continue;
      await api("PUT", `/${kind}/${document.id}?site=${site}`, { document });
    }
  }
}
