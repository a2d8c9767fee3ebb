/** A language as people call it: `pt-BR` → "Brazilian Portuguese". @param tag BCP 47. */
export function languageName(tag: string, locale = "en"): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
