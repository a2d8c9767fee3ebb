import * as v from "valibot";
import { Identifier, Name } from "./identifier.ts";

/** Where a link or button may lead: a path on the shop, or a web address. Never `javascript:` and its relatives. */
export const Link = v.pipe(
  v.string("A link is text."),
  v.trim(),
  v.maxLength(2000, "A link has at most 2,000 characters."),
  v.check(isSafeLink, "A link is a path such as /cart, or an address that starts with https:// or http://."),
);

/** True for `/path`, `?query`, `#part` and http(s) addresses. `//host` is refused: it reads like a path and is none. */
export function isSafeLink(link: string): boolean {
  if (/^[?#]/.test(link)) return true;
  // Browsers drop tabs and newlines in addresses and read a backslash as a slash: none of them may hide a host.
  if (/[\s\\\u0000-\u001f]/.test(link)) return false;
  if (link.startsWith("/")) return !link.startsWith("//");
  return /^https?:\/\/[^/]/i.test(link);
}

/** What is offered: what shoppers read, and optionally the coupon that comes with it. */
export const Offer = v.object({
  id: Identifier,
  name: Name,
  layout: v.picklist(["bar", "banner", "card"], "A layout is bar, banner or card."),
  headline: v.pipe(v.string(), v.trim(), v.minLength(1, "An offer needs a headline."), v.maxLength(200)),
  text: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(1000)), ""),
  button: v.optional(
    v.nullable(
      v.object({
        label: v.pipe(v.string(), v.trim(), v.minLength(1, "A button needs a label."), v.maxLength(80)),
        link: Link,
      }),
    ),
    null,
  ),
  /** The coupon that a shopper who is shown this offer holds from then on. */
  coupon: v.optional(v.nullable(Identifier), null),
});
export type Offer = v.InferOutput<typeof Offer>;
