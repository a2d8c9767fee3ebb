import * as v from "valibot";
import type { Change } from "../../model/change.ts";
import type { Configuration } from "../../model/configuration.ts";
import { Rule } from "../../model/rule.ts";
import { offerWith } from "../../model/testing/offer.ts";

const changes: Change[] = [
  { type: "setText", selector: "h1", text: "Made for you" },
  { type: "replaceHtml", selector: ".lead", html: '<p class="instead">Instead</p>' },
  { type: "setAttribute", selector: "#buy", name: "title", value: "For you" },
  { type: "move", selector: "#second", to: "#first", position: "before" },
  { type: "move", selector: "#third", to: "#buy", position: "after" },
  { type: "setText", selector: "#stock", text: "Few are left" },
  { type: "setText", selector: "#note", text: "Sent today" },
  { type: "insertOffer", placement: "below-title", offer: "hello" },
];
const rule = (id: string, pages: string[]) =>
  v.parse(Rule, {
    id,
    name: id,
    on: true,
    // Several apps have such pages, each below a path of its own.
    pages: pages.flatMap((page) => [page, `/svelte${page}`]),
    condition: {},
    priority: 10,
    variants: [{ id: "a", changes }],
  });

/** Changes the product page of an app wherever the app puts its hands: in its own page, and where its server rendered it. */
export const changedApp: Partial<Configuration> = {
  rules: [rule("one", ["/app/one"]), rule("hydrated", ["/hydrated"]), rule("late", ["/late"])],
  offers: [offerWith({ id: "hello", headline: "Hello", dismissible: true })],
  placements: [{ id: "below-title", name: "Below", selector: "h1", position: "after" }],
};
