import { wordsOf } from "../../model/offer/render-offer.ts";
import type { OfferForPage } from "../../model/page-decisions.ts";
import type { Decisions } from "../decide/decision.ts";
import type { Reader } from "../rewrite/insert.ts";

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
