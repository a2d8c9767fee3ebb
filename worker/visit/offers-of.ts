import { type OfferWords, wordsOf } from "../../model/offer/render-offer.ts";
import type { Decisions } from "../decide/decision.ts";
import type { Reader } from "../rewrite/insert.ts";

/** An offer for a page that shows it in a look of its own. What it costs the shop is not for shoppers. */
interface OfferForPage {
  rule: string;
  variant: string | undefined;
  offer: string;
  words: OfferWords | null;
}

/** What offers say to this visitor, by placement. */
export function offersOf({ edits, chosen }: Decisions, reader: Reader): Record<string, OfferForPage> {
  const offers: Record<string, OfferForPage> = {};
  for (const edit of edits) {
    if (edit.type !== "insertOffer") continue;
    const { rule, offer, placement } = edit;
    const variant = chosen.find((decision) => decision.rule === rule)?.variant;
    offers[placement.id] = { rule, variant, offer: offer.id, words: wordsOf(offer, reader) };
  }
  return offers;
}
