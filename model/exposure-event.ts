import * as v from "valibot";
import { mostReapplied } from "./applied-change.ts";
import { Identifier } from "./identifier.ts";
import { RuleOrPin } from "./pin.ts";

/** What is said in the place of a variant of those who get nothing from a rule, so that its effect can be measured. */
export const heldOut = "held-out";

/** What is said in the place of a rule of those who see nothing of any, so that the effect of all together can be measured. */
export const wholeSite = "site:all";

const ofRule = { rule: v.union([RuleOrPin, v.literal(wholeSite)]), variant: Identifier };
const ofChange = {
  ...ofRule,
  /** As `changeId` names it. */
  change: v.pipe(v.string(), v.regex(/^[a-z0-9]{1,7}$/)),
  /** How often the browser made it again. */
  times: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostReapplied)),
};

/** What browsers report of changes, as event names and parameters: each at most once for a page. */
export const ExposureEvent = v.variant("name", [
  /** A shopper really saw the rule. */
  v.object({ name: v.literal("ew_exposed"), params: v.object(ofRule) }),
  /** The shop's own scripts undid a change, and it was made again and stayed. */
  v.object({ name: v.literal("ew_reapplied"), params: v.object(ofChange) }),
  /** The shop's own scripts undid a change, and it stayed undone. */
  v.object({ name: v.literal("ew_reverted"), params: v.object(ofChange) }),
]);
export type ExposureEvent = v.InferOutput<typeof ExposureEvent>;

const names: ReadonlySet<string> = new Set(["ew_exposed", "ew_reapplied", "ew_reverted"]);

/** Whether an event of this name says something about a rule's changes, and so has to be one of the above. */
export function isExposureName(name: string): boolean {
  return names.has(name);
}
