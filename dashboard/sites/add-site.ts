import { ApiError, messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import type { SiteSummary } from "../../worker/api/contract.ts";
import { t } from "./messages.ts";
import { hostsFrom, originFrom, siteIdFor, type SiteForm } from "./site-form.ts";

/** The id of a site that is being added, once it was sent: whoever tries again goes on with that one. */
export interface Attempt {
  id: string | null;
  saved: boolean;
}

/** The site is saved; only its first version is missing. */
export class NotPublishedError extends Error {}

/**
 * Saves the site and publishes its first, empty version. May be called again with the same attempt after it threw.
 * @throws ApiError where it could not be saved, `NotPublishedError` where only publishing failed.
 */
export async function addSite(form: SiteForm, attempt: Attempt): Promise<SiteSummary> {
  const hosts = hostsFrom(form.hosts);
  const { sites } = await api("GET /sites");
  // An attempt that nobody answered may have saved it.
  const begun = sites.find(({ id }) => id === attempt.id);
  attempt.id ??= siteIdFor(form.name, hosts, new Set(sites.map(({ id }) => id)));
  const over = begun?.revision ?? "new";
  const saved = await saveSite(attempt.id, over, form, hosts).catch((thrown: unknown) => {
    const refused = thrown instanceof ApiError && thrown.status >= 400 && thrown.status < 500;
    if (refused && !attempt.saved) attempt.id = null;
    throw thrown;
  });
  attempt.saved = true;
  return saved.liveVersion > 0 ? saved : { ...saved, liveVersion: await publishFirst(saved.id) };
}

async function publishFirst(site: string): Promise<number> {
  try {
    return (await api("POST /publish?site=:site", { site, body: { note: t("firstVersion") } })).version;
  } catch (thrown) {
    throw new NotPublishedError(messageOf(thrown));
  }
}

async function saveSite(
  id: string,
  over: number | "new",
  form: SiteForm,
  hosts: string[],
): Promise<SiteSummary> {
  const { name, language, currency, timeZone } = form;
  // What is left out is the API's to fill in: it has the defaults.
  const origin = originFrom(form.origin);
  const body = { id, name, hosts, origin, language, currency, timeZone } as SiteSummary;
  return (await api("PUT /sites/:id", { id, over, body })).site;
}
