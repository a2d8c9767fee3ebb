import type { Configuration } from "../../model/configuration.ts";
import { AnswerError } from "../answer/error.ts";
import type { StoredSite } from "../store/sites.ts";
import { configurationOf } from "../store/versions.ts";

/** What a version was made of; version 0 is a site with nothing on it. @throws AnswerError `not_found`. */
export async function versionOrThrow(
  db: D1Database,
  { site, liveVersion }: StoredSite,
  text: string,
): Promise<Configuration> {
  const version = /^\d{1,9}$/.test(text) ? Number(text) : Infinity;
  // There is none but these, since each is one more than the one before.
  if (version > liveVersion) throw new AnswerError("not_found", "There is no such version.");
  return configurationOf(db, site.id, version);
}
