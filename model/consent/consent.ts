import * as v from "valibot";
import { purposes } from "./purpose.ts";

/** Names the wording that somebody agreed to, such as a date. */
export const Notice = v.pipe(
  v.string("The version of a notice is text."),
  v.minLength(1, "The version of a notice is not empty."),
  v.maxLength(40, "The version of a notice has at most 40 characters."),
);

/** One choice: to which purposes somebody agreed, when, how, and by which notice. None at all is a refusal. */
export const Consent = v.object({
  purposes: v.array(v.picklist(purposes)),
  atMs: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** `banner`: the shop's consent banner; `page`: a script of the page; `user:` and an id: who wrote it down for them. */
  by: v.pipe(v.string(), v.regex(/^(banner|page|user:.{1,100})$/u)),
  /** `true` where they agreed though their browser sends Global Privacy Control. */
  gpc: v.boolean(),
  notice: v.nullable(Notice),
});
export type Consent = v.InferOutput<typeof Consent>;

/** Whether both agree to the same. */
export function agreesWith(a: Consent, b: Consent): boolean {
  return a.purposes.join() === b.purposes.join();
}
