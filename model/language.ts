import * as v from "valibot";

/** BCP 47 in canonical case (`de`, `pt-BR`), or `undefined` for what is no language tag. */
export function canonicalLanguage(tag: string): string | undefined {
  if (tag.length > 35) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** A language, in canonical case. */
export const LanguageTag = v.pipe(
  v.string("A language is text."),
  v.trim(),
  v.check((tag) => canonicalLanguage(tag) !== undefined, "A language is written as in de or pt-BR (BCP 47)."),
  v.transform((tag) => canonicalLanguage(tag) ?? tag),
);

/**
 * Chooses among what is there for somebody who reads these languages, the first the most gladly: the lookup of RFC
 * 4647 (https://www.rfc-editor.org/rfc/rfc4647#section-3.4), so `de-AT` finds `de`, but `de` does not find `de-AT`.
 * @param available asked with a tag in lower case.
 * @returns `undefined` where nothing fits.
 */
export function lookUpLanguage<T>(
  wanted: readonly string[],
  available: ReadonlyMap<string, T>,
): T | undefined {
  for (const range of wanted) {
    let tag = range.toLowerCase();
    while (tag !== "" && tag !== "*") {
      const found = available.get(tag);
      if (found !== undefined) return found;
      // A single letter, such as the x of x-private, goes with what follows it.
      tag = tag.slice(0, Math.max(tag.lastIndexOf("-"), 0)).replace(/-[a-z0-9]$/, "");
    }
  }
  return undefined;
}
