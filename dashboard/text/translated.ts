import { type Translate, translator } from "../../model/text/translate.ts";
import { language } from "./language.ts";

/** What a file of another language must hold for a room: every message that the room's English has, and no other. */
export type MessagesOf<T> = T extends Translate<infer English> ? Record<keyof English, string> : never;

/** The words of rooms that were loaded, as long as nobody has put another language in the place of their English. */
export const inEnglish: { room: string; words: Record<string, string> }[] = [];

/**
 * The `t` of a room, by its English messages. `arrived` puts the reader's language in their place before they are shown.
 * So it is asked while something is drawn, and never while its file is loaded.
 * @param room as `italian.ts` calls it
 */
export function translated<const English extends Record<string, string>>(
  room: string,
  english: English,
): Translate<English> {
  const words = { ...english };
  inEnglish.push({ room, words });
  return translator(words, language);
}
