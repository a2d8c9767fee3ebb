/** The languages that the dashboard speaks, by their tags. */
export const languages = ["en", "it"] as const;

export type Language = (typeof languages)[number];

/** The language that the dashboard speaks of this kind: "it-CH" → "it". @param tag BCP 47. */
export function spokenFor(tag: string): Language | undefined {
  return languages.find((language) => language === tag.split("-")[0]);
}

/** The first of these that the dashboard speaks, else English. @param tags BCP 47, the most wanted first. */
export function firstSpoken(tags: readonly string[]): Language {
  return tags.map(spokenFor).find((language) => language !== undefined) ?? "en";
}

/** Kept with the browser: what a screen says is known before anybody has answered who is there. */
export const keptAs = "language";

/** What was chosen in this browser, else what the browser asks for. It is the same until the page is loaded anew. */
export const language = firstSpoken([
  // Where there is no browser, there is no storage.
  globalThis.localStorage?.getItem(keptAs) ?? "",
  ...navigator.languages,
]);

/** For `Intl`: English dates and amounts are written as in Britain. */
export const locale = language === "en" ? "en-GB" : language;
