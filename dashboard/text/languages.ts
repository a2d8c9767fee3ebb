import { locale } from "./language.ts";
import { languageName } from "./language-name.ts";

/** The languages to choose from; the API takes any other, too. */
const offered = (
  "ar bg ca cs da de de-AT de-CH el en en-GB en-US es es-MX et fi fr fr-BE fr-CA fr-CH ga he hi hr hu id is it ja " +
  "ko lt lv mt nb nl nl-BE pl pt pt-BR ro ru sk sl sr sv th tr uk vi zh zh-TW"
).split(" ");

/** The languages to choose from, by name. @param taken those that there are already. */
export function languageChoices(taken: readonly string[] = []): { value: string; label: string }[] {
  return offered
    .filter((language) => !taken.includes(language))
    .map((language) => ({ value: language, label: languageName(language) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, locale));
}
