import { locale } from "./language.ts";

/** A language as people call it: `pt-BR` → "Brazilian Portuguese". @param tag BCP 47. @param inLanguage the reader's where it is left out. */
export function languageName(tag: string, inLanguage = locale): string {
  try {
    return new Intl.DisplayNames(inLanguage, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
