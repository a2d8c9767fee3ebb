import * as v from "valibot";
import { isSafeLink } from "../link.ts";
import { Selector } from "../selector.ts";

const ClassName = v.pipe(
  v.string("A class is text."),
  v.maxLength(100, "A class has at most 100 characters."),
  v.regex(/^[!-~]+$/, "A class is ASCII letters, digits and signs, without a space."),
  v.regex(/^[^"'&<>`]+$/, "A class has no quotes, and no &, < or >."),
);

const ClassNames = v.optional(
  v.pipe(v.array(ClassName, "Classes are a list."), v.maxLength(20, "A change has at most 20 classes.")),
  [],
);

export const SetClass = v.pipe(
  v.object({ type: v.literal("setClass"), selector: Selector, add: ClassNames, remove: ClassNames }),
  v.forward(
    v.check(({ add, remove }) => add.length + remove.length > 0, "A class to add or to remove is needed."),
    ["add"],
  ),
  v.forward(
    v.check(
      ({ add, remove }) => !remove.some((name) => add.includes(name)),
      "A class is added or removed, not both.",
    ),
    ["remove"],
  ),
);

const Property = v.pipe(
  v.string("A property is text."),
  v.maxLength(100, "A property has at most 100 characters."),
  v.regex(
    /^(?:--[a-z0-9_-]+|-?[a-z]+(?:-[a-z0-9]+)*)$/i,
    "A property is a name of CSS, such as background-color or --accent.",
  ),
  // Custom properties tell capital letters from small ones.
  v.transform((name) => (name.startsWith("--") ? name : name.toLowerCase())),
);

const StyleValue = v.pipe(
  v.string("The value is text."),
  v.trim(),
  v.minLength(1, "A value is needed."),
  v.maxLength(500, "A value has at most 500 characters."),
  v.regex(/^[^;{}<>@!\\\p{Cc}]+$/u, "A value of CSS has none of ; { } < > @ ! and \\ in it."),
  v.check(
    (value) => !value.includes("/*") && isBalanced(value),
    "Quotes and brackets are closed, without a comment.",
  ),
  v.check(
    (value) => !/\b(?:expression|image-set|image|src)\s*\(/i.test(value),
    "This function cannot be used here.",
  ),
  v.check(
    hasSafeAddresses,
    "An address in url() is a path such as /image.jpg, or starts with https:// or http://.",
  ),
);

/** Whatever stays open would swallow the declarations behind it. */
function isBalanced(value: string): boolean {
  const closing: string[] = [];
  for (const character of value.replace(/"[^"]*"|'[^']*'/g, "")) {
    if (character === '"' || character === "'") return false;
    if (character === "(") closing.push(")");
    else if (character === "[") closing.push("]");
    else if ((character === ")" || character === "]") && closing.pop() !== character) return false;
  }
  return closing.length === 0;
}

function hasSafeAddresses(value: string): boolean {
  return value
    .split(/url\(/i)
    .slice(1)
    .every((rest) => {
      const [, double, single, bare] = /^\s*(?:"([^"]*)"|'([^']*)'|([^\s"'()]*))\s*\)/.exec(rest) ?? [];
      return isSafeLink(double ?? single ?? bare ?? "");
    });
}

export const SetStyle = v.object({
  type: v.literal("setStyle"),
  selector: Selector,
  property: Property,
  value: StyleValue,
  /** Whether it also wins over what the shop says is important. */
  important: v.optional(v.boolean("A style is important (true) or not (false)."), false),
});

/** CSS for the whole page. */
export const AddStyles = v.object({
  type: v.literal("addStyles"),
  css: v.pipe(
    v.string("The CSS is text."),
    v.trim(),
    v.minLength(1, "CSS is needed."),
    v.maxLength(50_000, "CSS has at most 50,000 characters."),
    // It is inserted on pages of any character set, and CSS knows no entities.
    v.regex(/^[\u0000-\u007f]*$/, "CSS is written in ASCII; escape other characters, as in \\e9."),
    v.check((css) => !/<\/style/i.test(css), "CSS cannot hold the end of its own element."),
  ),
});
