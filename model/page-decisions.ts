import type { AppliedRule } from "./applied-change.ts";

/** What a visitor gets on a page, as the page itself is told. */
export interface PageDecisions {
  /** The highest rank first. */
  decisions: readonly AppliedRule[];
  /** By placement. */
  offers: Readonly<Record<string, OfferForPage>>;
  /** Where a rule leads. */
  redirect: string | null;
}

/** An offer for a page that shows it in a look of its own. What it costs the shop is not for shoppers. */
export interface OfferForPage {
  rule: string;
  variant: string | undefined;
  offer: string;
  words: OfferWords | null;
}

/** What an offer says to one visitor: plain text, not escaped for anything. */
export interface OfferWords {
  /** BCP 47. */
  language: string;
  headline: string;
  /** Empty where there is none. */
  text: string;
  /** Its link is safe to follow. */
  button: { label: string; link: string } | null;
}
