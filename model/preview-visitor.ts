import * as v from "valibot";
import { ProfileId } from "./snapshot.ts";

const Words = v.optional(v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100))), null);

export const previewVisits = ["first", "returning"] as const;
export const previewDevices = ["mobile", "tablet", "desktop"] as const;

/** As whom a preview is seen: somebody made up, or a customer. What is not said is as it is for whoever looks. */
export const PreviewVisitor = v.object({
  /** Whether they are here for the first time. */
  visit: v.optional(v.picklist(previewVisits), "first"),
  device: v.optional(v.nullable(v.picklist(previewDevices)), null),
  /** The advertisement that they follow; `null` comes from nowhere in particular. */
  source: Words,
  medium: Words,
  campaign: Words,
  /** Somebody who is known, by their profile: their facts, without their coupons. */
  profile: v.optional(v.nullable(ProfileId), null),
});
export type PreviewVisitor = v.InferOutput<typeof PreviewVisitor>;

/** Somebody who comes for the first time, from nowhere in particular. */
export const nobodySpecial: PreviewVisitor = v.parse(PreviewVisitor, {});
