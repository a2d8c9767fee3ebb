import * as v from "valibot";
import { Identifier } from "./identifier.ts";

/** By rule: the variant to show. As many as fit into a cookie. */
export const ForcedVariants = v.pipe(
  v.record(Identifier, Identifier),
  v.check((forced) => Object.keys(forced).length <= 15, "A preview shows at most 15 rules."),
);
