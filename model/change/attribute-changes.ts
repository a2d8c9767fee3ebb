import * as v from "valibot";
import { isSafeLink } from "../link.ts";
import { Selector } from "../selector.ts";

const AttributeName = v.pipe(
  v.string("An attribute's name is text."),
  v.toLowerCase(),
  v.regex(/^[a-z][a-z0-9-]*$/, "An attribute's name is letters, digits and hyphens."),
  v.check(
    (name) => !/^on|^(srcdoc|srcset|style)$/.test(name),
    "This attribute can run code or hide a style; it cannot be set.",
  ),
);

const addressAttributes = new Set(["href", "src", "action", "formaction", "poster", "data"]);

const addressRule = "An address is a path such as /image.jpg, or starts with https:// or http://.";

const Value = v.pipe(
  v.string("The value is text."),
  v.maxLength(2000, "A value has at most 2,000 characters."),
);

export const SetAttribute = v.pipe(
  v.object({ type: v.literal("setAttribute"), selector: Selector, name: AttributeName, value: Value }),
  v.forward(
    v.check((change) => !addressAttributes.has(change.name) || isSafeLink(change.value), addressRule),
    ["value"],
  ),
);

const Address = v.pipe(
  v.string("An address is text."),
  v.maxLength(2000, "An address has at most 2,000 characters."),
  v.check(isSafeLink, addressRule),
);

/** https://html.spec.whatwg.org/#srcset-attributes, with a space behind each comma: an address may hold commas too. */
function isSourceSet(srcset: string): boolean {
  return srcset
    .split(/,\s+/)
    .every((source) => /^\S+(\s+\d+(\.\d+)?[wx])?$/.test(source) && isSafeLink(source.split(/\s/)[0] ?? ""));
}

/** Another picture in an `<img>`. */
export const SetImage = v.object({
  type: v.literal("setImage"),
  selector: Selector,
  src: Address,
  /** What it shows, for whoever does not see it; `null` leaves what is written. */
  alt: v.optional(v.nullable(Value), null),
  /** The picture in other sizes. `null`: there are none, and those of the picture before are taken away. */
  srcset: v.optional(
    v.nullable(
      v.pipe(
        v.string("Sources are text."),
        v.trim(),
        v.maxLength(5000, "Sources have at most 5,000 characters."),
        v.check(
          isSourceSet,
          "Sources are addresses, each with its width or density, joined by a comma and a space: /a.jpg 400w, /b.jpg 800w.",
        ),
      ),
    ),
    null,
  ),
});

export const SetLink = v.object({ type: v.literal("setLink"), selector: Selector, href: Address });
