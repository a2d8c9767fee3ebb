import * as v from "valibot";
import { Share } from "../share.ts";

/** How visitors are shifted to the variants that do best by the rule's goal. */
export const Bandit = v.object({
  /** The least share of visitors that each variant keeps, so that a bad start can be made good. */
  floor: v.optional(Share(0.5), 0.05),
  /** For how many days a visitor keeps a variant before they may get another one. */
  keepFor: v.optional(
    v.pipe(
      v.string("A number of days is text."),
      v.regex(/^[1-9]\d{0,2}d$/, "A visitor keeps a variant for 1d to 365d."),
      v.check((days) => Number.parseInt(days) <= 365, "A visitor keeps a variant for 1d to 365d."),
    ),
    "30d",
  ),
  /** How long visitors have before what they did not do counts against a variant. */
  delay: v.optional(
    v.pipe(
      v.string("A delay is text."),
      v.regex(/^[1-9]\d{0,2}[mhd]$/, "A delay is a number of m, h or d, such as 1h."),
    ),
    "1h",
  ),
});
export type Bandit = v.InferOutput<typeof Bandit>;
