import { canonicalLanguage } from "../../model/language.ts";

const mostLanguages = 10;

/**
 * The languages that a browser asks for, the best liked first, as in `["de-AT", "de", "en"]`.
 * Source: RFC 9110 §12.5.4.
 */
export function languagesOf(acceptLanguage: string | null): string[] {
  const asked = (acceptLanguage ?? "")
    .slice(0, 500)
    .split(",")
    .flatMap((part) => {
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
