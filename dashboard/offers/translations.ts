import type { Offer, OfferContent } from "../../model/offer.ts";
import type { Problem } from "../../model/problem.ts";
import { pathInDocument } from "../editing/editing.ts";

/** What an offer says in a language; `null` is the shop's own. */
export function contentIn(offer: Offer, language: string | null): OfferContent {
  return (language === null ? undefined : offer.translations[language]) ?? offer;
}

/** The offer with a part of its content edited in one language. */
export function withContent(offer: Offer, language: string | null, part: Partial<OfferContent>): Offer {
  if (language === null) return { ...offer, ...part };
  const translations = { ...offer.translations, [language]: { ...contentIn(offer, language), ...part } };
  return { ...offer, translations };
}

/** The offer with one more language, which says at first what the shop's own does: to be written over. */
export function withTranslation(offer: Offer, language: string): Offer {
  const { headline, text, button } = offer;
  return { ...offer, translations: { ...offer.translations, [language]: { headline, text, button } } };
}

export function withoutTranslation(offer: Offer, language: string): Offer {
  const rest = Object.entries(offer.translations).filter(([other]) => other !== language);
  return { ...offer, translations: Object.fromEntries(rest) };
}

/** The language of the translation that a problem is in, or `null`. */
export function languageOfPath(problem: Problem): string | null {
  return /^translations\.([^.]+)/.exec(pathInDocument(problem))?.[1] ?? null;
}
