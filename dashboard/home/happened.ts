import { heard } from "../api/in-words.ts";
import { deedSentence, type Entry, nameOfThing } from "../audit/deed-sentence.ts";
import type { Changes } from "./load-home.ts";
import { t } from "./messages.ts";

/** Something that was done, in a sentence. */
export interface Happened {
  id: string;
  text: string;
  /** ISO 8601. */
  at: string;
}

/** What was done since a moment, the latest first; what one person did again to the same thing is said once. */
export function happenedSince(
  changes: Changes,
  sinceMs: number | null,
  site: { id: string; name: string },
): Happened[] {
  const isNew = (at: string) => sinceMs === null || Date.parse(at) > sinceMs;
  if (changes.kind === "versions")
    return changes.versions
      .filter(({ publishedAt }) => isNew(publishedAt))
      .map(({ version, note, publishedAt }) => ({
        id: `version ${version}`,
        text: t("version", { version, note: note === "" ? "" : ` (${heard.inWords(note)})` }),
        at: publishedAt,
      }));
  const told = new Map<string, { entry: Entry; text: string; count: number }>();
  for (const entry of changes.entries.filter(({ at }) => isNew(at))) {
    const text = deedSentence(entry, { who: entry.by.name, what: nameOfThing(entry, site) }).join("");
    const key = `${entry.by.id} ${entry.about.id} ${text}`;
    const known = told.get(key);
    if (known === undefined) told.set(key, { entry, text, count: 1 });
    else known.count += 1;
  }
  return [...told.values()].map(({ entry: { id, at }, text, count }) => ({
    id,
    text: count === 1 ? `${text}.` : t("times", { what: text, count }),
    at,
  }));
}
