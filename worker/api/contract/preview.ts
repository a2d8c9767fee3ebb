import * as v from "valibot";
import { ForcedVariants } from "../../../model/forced-variants.ts";
import { Identifier } from "../../../model/identifier.ts";
import { PreviewVisitor } from "../../../model/preview-visitor.ts";
import { editors, type Endpoints, everybody } from "./endpoint.ts";

/** A page of the shop, `/` unless said. */
const PathOnShop = v.optional(
  v.pipe(
    v.string("A path is text."),
    v.startsWith("/", "A path is one on the shop, such as /cart."),
    v.maxLength(500),
  ),
  "/",
);

export const WantedPreview = v.object({
  variants: v.optional(ForcedVariants, {}),
  path: PathOnShop,
  /** Of the drafts, as they are with each page, and these rules as if they were on; `null` is what is live. */
  drafts: v.optional(v.nullable(v.pipe(v.array(Identifier), v.maxLength(15))), null),
  /** As whom; `null` is whoever follows the address, or in a frame somebody who is here for the first time. */
  as: v.optional(v.nullable(PreviewVisitor), null),
  /** For a frame of the dashboard, which alone may then show it, for an hour. */
  frame: v.optional(v.boolean(), false),
});
export const WantedEdit = v.object({ path: PathOnShop });
export const WantedDebug = v.object({ path: PathOnShop });

const Opening = v.object({ token: v.string(), url: v.string() });

export const previewEndpoints = {
  "POST /preview?site=:site": {
    does: "An address that opens the shop as a preview for whoever follows it, for a day, with these variants of rules that are live, or of the drafts. It changes nothing, and counts nowhere. A customer is for those who may know the customers.",
    who: everybody,
    body: WantedPreview,
    answer: Opening,
    errors: ["not_found", "not_allowed", "cannot_publish"],
  },
  "POST /edit?site=:site": {
    does: "An address that shows a page of the shop in a frame of the dashboard to whoever follows it, for an hour, so that its elements can be picked. It changes nothing.",
    who: editors,
    body: WantedEdit,
    answer: Opening,
    errors: ["not_found", "switched_off"],
  },
  "POST /debug?site=:site": {
    does: "An address that has the shop's pages show what happens on them to whoever follows it, for a day: events, decisions, and why. It changes nothing.",
    who: everybody,
    body: WantedDebug,
    answer: Opening,
  },
} as const satisfies Endpoints;
