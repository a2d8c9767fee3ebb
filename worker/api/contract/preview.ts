import * as v from "valibot";
import { ForcedVariants } from "../../../model/forced-variants.ts";
import { type Endpoints, everybody } from "./endpoint.ts";

/** A page of the shop, `/` unless said. */
const PathOnShop = v.optional(
  v.pipe(
    v.string("A path is text."),
    v.startsWith("/", "A path is one on the shop, such as /cart."),
    v.maxLength(500),
  ),
  "/",
);

export const WantedPreview = v.object({ variants: v.optional(ForcedVariants, {}), path: PathOnShop });
export const WantedDebug = v.object({ path: PathOnShop });

const Opening = v.object({ token: v.string(), url: v.string() });

export const previewEndpoints = {
  "POST /preview?site=:site": {
    does: "An address that opens the shop as a preview for whoever follows it, for a day, with these variants of rules that are live. It changes nothing.",
    who: everybody,
    body: WantedPreview,
    answer: Opening,
  },
  "POST /debug?site=:site": {
    does: "An address that has the shop's pages show what happens on them to whoever follows it, for a day: events, decisions, and why. It changes nothing.",
    who: everybody,
    body: WantedDebug,
    answer: Opening,
  },
} as const satisfies Endpoints;
