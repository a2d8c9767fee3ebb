import * as v from "valibot";
import { Change } from "./change.ts";
import { Condition } from "./condition/condition.ts";
import { Identifier, Name } from "./identifier.ts";
import { PagePattern } from "./page-pattern.ts";

const Variant = v.object({
  id: Identifier,
  changes: v.pipe(
    v.array(Change),
    v.minLength(1, "A variant needs at least one change."),
    v.maxLength(50, "A variant has at most 50 changes."),
  ),
});

/** Who (condition) sees what (variants, each a list of changes), and where (pages). */
export const Rule = v.object({
  id: Identifier,
  name: Name,
  /** Whether it is switched on. */
  on: v.boolean("A rule is on (true) or off (false)."),
  /** On any of these pages. */
  pages: v.pipe(
    v.array(PagePattern),
    v.minLength(1, "A rule needs at least one page pattern."),
    v.maxLength(20, "A rule has at most 20 page patterns."),
  ),
  /** For these visitors; `{}` is everyone. */
  condition: Condition,
  /** The higher one wins where two rules want the same place. */
  priority: v.pipe(v.number(), v.integer("A priority is a whole number."), v.minValue(0), v.maxValue(1000)),
  variants: v.pipe(v.array(Variant), v.length(1, "A rule has exactly one variant.")),
});
export type Rule = v.InferOutput<typeof Rule>;
