import * as v from "valibot";
import type { Change } from "../../model/change.ts";
import { toAsciiHtml } from "../../model/escape-html.ts";
import { compileOffer } from "../../model/offer/compile-offer.ts";
import { renderOffer } from "../../model/offer/render-offer.ts";
import { Offer } from "../../model/offer.ts";
import type { Placement } from "../../model/placement.ts";
import { Site } from "../../model/site.ts";

/** What every contender changes, each in its own language. All of it is ASCII, and nothing in it needs escaping. */
export const title = { selector: "h1", text: "Your lipsticks are waiting" };
export const copy = {
  selector: "#hero-copy",
  html: '<p>Three shades that you looked at are <strong>back in stock</strong>.</p><p><a href="/lips">See them</a></p>',
};
export const image = { selector: "#hero-image", name: "src", value: "/media/hero/lipsticks.jpg" };
/** After the header, which is all that there is in `#masthead`. */
export const placement = {
  id: "below-header",
  name: "Below the header",
  selector: "header",
  position: "after",
} satisfies Placement;

export const offer = v.parse(Offer, {
  id: "welcome",
  name: "Welcome",
  layout: "banner",
  headline: "10 % off your first lipstick",
  text: "Only today, and only for you.",
  button: { label: "Take it", link: "/welcome" },
  value: null,
  cost: null,
  dismissible: false,
});

/** The shop, less the address of its server. */
export const site = v.parse(Site, {
  id: "bench",
  name: "Bench",
  hosts: ["shop.localhost"],
  origin: null,
  holdout: 0,
});

export const changes: Change[] = [
  { type: "setText", selector: title.selector, text: title.text },
  { type: "setHtml", selector: copy.selector, html: copy.html },
  { type: "setAttribute", ...image },
  { type: "insertOffer", placement: placement.id, offer: offer.id },
];

/** The banner, as Edgewise writes it. */
export const bannerHtml = toAsciiHtml(
  renderOffer(compileOffer(offer, { site }), {
    facts: { behaviour: { nowMs: 0, sessionStartedAtMs: 0, timesMs: {} } },
    languages: ["en"],
    rule: "hero",
  }) ?? "",
);
