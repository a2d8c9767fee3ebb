import * as v from "valibot";
import { Identifier, Name } from "./identifier.ts";

/** A discount of the shop's own, known to Edgewise by the code that the shop accepts. */
export const Coupon = v.object({
  id: Identifier,
  name: Name,
  code: v.pipe(
    v.string("A code is text."),
    v.trim(),
    v.regex(/^[A-Za-z0-9_-]{1,64}$/, "A code has 1 to 64 letters, digits, hyphens or underscores."),
  ),
});
export type Coupon = v.InferOutput<typeof Coupon>;
