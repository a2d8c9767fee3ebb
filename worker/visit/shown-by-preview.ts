import { compileBundle } from "../../model/bundle.ts";
import { checkConfiguration, type Configuration, emptyConfiguration } from "../../model/configuration.ts";
import { compileRules, type Deciding } from "../decide/compile-rules.ts";
import type { Preview } from "../recognise/preview.ts";
import { configurationFrom, listDrafts } from "../store/drafts.ts";
import { findSite } from "../store/sites.ts";
import { inTime } from "../wait/in-time.ts";
import { isSilent } from "./preview.ts";

const deadlineMs = 3000;

/**
 * What the holder of a preview's token is shown by: the drafts as they are now, or on a page that is edited nothing but
 * the site's settings. They wait for D1, as nobody else does.
 * @param live what everybody else is shown by; also for them where the drafts do not fit together or cannot be had.
 * @returns `undefined` where the site is switched off, or nothing is known of it.
 */
export async function shownByPreview(
  db: D1Database,
  site: string,
  preview: Preview,
  live: Deciding | undefined,
): Promise<Deciding | undefined> {
  const { drafts, frame } = preview;
  const isEdited = frame?.isEdited === true;
  if (drafts === null && !isEdited) return live;
  try {
    const stored = await inTime(findSite(db, site), deadlineMs, "D1");
    if (stored?.on !== true) return undefined;
    const configuration = isEdited
      ? emptyConfiguration
      : await draftsOf(db, site, drafts ?? [], isSilent(preview));
    if (configuration === undefined) return live;
    return compileRules(compileBundle(stored.liveVersion + 1, stored.site, configuration));
  } catch (error) {
    console.error({ message: "Drafts could not be previewed.", site, error: String(error) });
    return live;
  }
}

/**
 * @param isAtOnce whether offers wait for nothing, where no script runs that would show them later.
 * @returns `undefined` where they do not fit together.
 */
async function draftsOf(
  db: D1Database,
  site: string,
  on: readonly string[],
  isAtOnce: boolean,
): Promise<Configuration | undefined> {
  const drafts = configurationFrom(await inTime(listDrafts(db, site), deadlineMs, "D1"));
  const rules = drafts.rules.map((rule) => ({
    ...rule,
    on: rule.on || on.includes(rule.id),
    trigger: isAtOnce ? null : rule.trigger,
  }));
  const checked = checkConfiguration({ ...drafts, rules });
  return checked.ok ? checked.value : undefined;
}
