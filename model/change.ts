import * as v from "valibot";
import { Identifier } from "./identifier.ts";
import { isSafeLink } from "./link.ts";
import { Selector } from "./selector.ts";

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

const SetText = v.object({
  type: v.literal("setText"),
  selector: Selector,
  /** Plain text; it is escaped where it is inserted. */
  text: v.pipe(v.string("The text is text."), v.maxLength(5000, "A text has at most 5,000 characters.")),
});

const SetHtml = v.object({
  type: v.literal("setHtml"),
  selector: Selector,
  /** Markup, inserted as it stands: whoever may edit rules may write the shop's pages. */
  html: v.pipe(
    v.string("The HTML is text."),
    v.maxLength(50_000, "HTML has at most 50,000 characters."),
    // Insertions are ASCII with entities, so that they fit a page of any character set; scripts know no entities.
    v.check(
      (html) => !/<(script|style)\b[^]*[^\u0000-\u007f]/i.test(html),
      "HTML with a script or a style is written in ASCII; escape other characters, as in \\u00e9.",
    ),
  ),
});

const SetAttribute = v.pipe(
  v.object({
    type: v.literal("setAttribute"),
    selector: Selector,
    name: AttributeName,
    value: v.pipe(v.string("The value is text."), v.maxLength(2000, "A value has at most 2,000 characters.")),
  }),
  v.forward(
    v.check(
      (change) => !addressAttributes.has(change.name) || isSafeLink(change.value),
      "An address is a path such as /image.jpg, or starts with https:// or http://.",
    ),
    ["value"],
  ),
);

const InsertOffer = v.object({
  type: v.literal("insertOffer"),
  placement: Identifier,
  offer: Identifier,
});

const Hide = v.object({ type: v.literal("hide"), selector: Selector });

/** One edit of a page. */
export const Change = v.variant(
  "type",
  [SetText, SetHtml, SetAttribute, InsertOffer, Hide],
  "A change's type is setText, setHtml, setAttribute, insertOffer or hide.",
);
export type Change = v.InferOutput<typeof Change>;
