import { canonicalLanguage } from "../../model/language.ts";
import { Recent } from "../../model/recent.ts";

const mostLanguages = 10;
const longestHeader = 500;

/** What headers say, by the header: few ways of writing one are in use. */
const known = new Recent<readonly string[]>(500);

/**
 * The languages that a browser asks for, the best liked first, as in `["de-AT", "de", "en"]`.
 * Source: RFC 9110 §12.5.4.
 */
export function languagesOf(acceptLanguage: string | null): readonly string[] {
  const header = (acceptLanguage ?? "").slice(0, longestHeader);
  const before = known.get(header);
  if (before !== undefined) return before;
  const languages = languagesIn(header);
  known.set(header, languages);
  return languages;
}

function languagesIn(header: string): string[] {
  const asked = header.split(",").flatMap((part) => {
    const [tag = "", ...parameters] = part.split(";");
    const quality = parameters.map((parameter) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/i.exec(parameter)?.[1]);
    const liked = Number(quality.find((value) => value !== undefined) ?? 1);
    const language = canonicalLanguage(tag.trim());
    return language === undefined || liked === 0 ? [] : [{ language, liked }];
  });
  asked.sort((a, b) => b.liked - a.liked);
  return [...new Set(asked.map(({ language }) => language))].slice(0, mostLanguages);
}

/** `de` of `de-AT`. */
export function baseLanguage(language: string): string {
  return language.split("-", 1)[0] ?? language;
}
