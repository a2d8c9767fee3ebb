import { type Translate, translator } from "../../model/text/translate.ts";
import { language, spokenFor } from "../text/language.ts";

/** What shoppers read, so it is no message of the dashboard. */
const english = {
  headline_welcome: "Welcome! It is good to have you here.",
  "headline_free-shipping": "{missing} more, and delivery is free.",
  headline_returning: "Good to see you again.",
  headline_campaign: "You came for this.",
  headline_category: "Still looking for {category}?",
  headline_cart: "Your cart is as you left it.",
  headline_vip: "Thank you for being with us.",
  "headline_win-back": "It has been a while. Good to see you.",
  headline_exit: "Before you go",
  text_vip: "You are among our best customers.",
  percentOff: "{percent} % off your order",
  gift: "A little something for your order",
  withGift: "{gift}, with your coupon.",
  withCode: "{gift} with the code {code}.",
} as const;

/** The same in another language. */
export type ContentIn = Record<keyof typeof english, string>;

export interface ContentWords {
  t: Translate<typeof english>;
  /** BCP 47. */
  locale: string;
}

export const englishContent: ContentWords = { t: translator(english), locale: "en" };

/**
 * What offers say that recipes make: in the shop's language, where there are words in it, else in that of whoever makes them.
 * @param tag BCP 47, of the site.
 */
export async function contentWords(tag: string): Promise<ContentWords> {
  if ((spokenFor(tag) ?? language) === "en") return englishContent;
  const words: typeof english = { ...english };
  Object.assign(words, (await import("./content-words-it.ts")).italian);
  return { t: translator(words, "it"), locale: "it" };
}
