import { compileOffer } from "../../model/offer/compile-offer.ts";
import { offerWith } from "../../model/testing/offer.ts";
import { siteWith } from "./shop.ts";

/** What edits of broken pages are about. */
export const selectors = [
  "p",
  "li",
  "div",
  "a",
  "h1",
  "section",
  "body",
  "head",
  "img",
  ".card",
  "[class]",
  "option",
  "td",
];

export const offer = compileOffer(offerWith({ headline: "Ten" }), { site: siteWith() });

/** Somebody of whom nothing is known. */
export const forWhom = {
  facts: { behaviour: { nowMs: 0, sessionStartedAtMs: 0, timesMs: {} } },
  languages: [],
};

export const tag = '<script async src="/_ew/s.js"></script>';
