import * as v from "valibot";
import { Position } from "../placement.ts";
import { Selector } from "../selector.ts";

/** Markup, inserted as it stands: whoever may edit rules may write the shop's pages. */
const Html = v.pipe(
  v.string("The HTML is text."),
  v.maxLength(50_000, "HTML has at most 50,000 characters."),
  // Insertions are ASCII with entities, so that they fit a page of any character set; scripts know no entities.
  v.check(
    (html) =>
      !(html.match(/<(script|style)\b[^]*?(?:<\/\1|$)/gi) ?? []).some((element) =>
        /[^\u0000-\u007f]/.test(element),
      ),
    "HTML with a script or a style is written in ASCII; escape other characters, as in \\u00e9.",
  ),
);

export const SetText = v.object({
  type: v.literal("setText"),
  selector: Selector,
  /** Plain text; it is escaped where it is inserted. */
  text: v.pipe(v.string("The text is text."), v.maxLength(5000, "A text has at most 5,000 characters.")),
});

export const SetHtml = v.object({ type: v.literal("setHtml"), selector: Selector, html: Html });

/** Beside, or inside, every element that is found. */
export const InsertHtml = v.object({
  type: v.literal("insertHtml"),
  selector: Selector,
  position: Position,
  html: Html,
});

/** Instead of the whole element, with its own tags. */
export const ReplaceHtml = v.object({ type: v.literal("replaceHtml"), selector: Selector, html: Html });
