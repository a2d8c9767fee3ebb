import * as fc from "fast-check";
import type { Edit } from "../decide/compile-rules.ts";

const position = fc.constantFrom("before" as const, "after" as const, "start" as const, "end" as const);

/** Moves of what some selectors find to what they find. */
export function anyMove(selectors: readonly string[]): fc.Arbitrary<Edit> {
  const selector = fc.constantFrom(...selectors);
  return fc.record({ type: fc.constant("move" as const), selector, to: selector, position });
}

/** An edit of any kind but offers, of what some selectors find. What it writes is short and has a `~` in it. */
export function anyEdit(selectors: readonly string[]): fc.Arbitrary<Edit> {
  const selector = fc.constantFrom(...selectors);
  const text = fc.constantFrom("~", "~é", "~<b>");
  const html = fc.constantFrom("<i>~</i>", "<i>~é</i>");
  const classes = fc.uniqueArray(fc.constantFrom("a", "card", "~"), { maxLength: 2 });
  return fc.oneof(
    fc.record({ type: fc.constant("setText" as const), selector, text }),
    fc.record({ type: fc.constant("setHtml" as const), selector, html }),
    fc.record({
      type: fc.constant("setAttribute" as const),
      selector,
      name: fc.constantFrom("title", "class", "src", "hidden"),
      value: text,
    }),
    fc.record({ type: fc.constant("setClass" as const), selector, add: classes, remove: classes }),
    fc.record({
      type: fc.constant("setStyle" as const),
      selector,
      property: fc.constantFrom("color", "--~"),
      value: fc.constantFrom("red", `"~'"`),
      important: fc.boolean(),
    }),
    fc.record({
      type: fc.constant("setImage" as const),
      selector,
      src: fc.constant("/~"),
      alt: fc.constantFrom(null, "~"),
      srcset: fc.constantFrom(null, "/~ 2x"),
    }),
    fc.record({ type: fc.constant("setLink" as const), selector, href: fc.constant("/~") }),
    fc.record({ type: fc.constant("insertHtml" as const), selector, position, html }),
    fc.record({ type: fc.constant("replaceHtml" as const), selector, html }),
    fc.record({ type: fc.constant("remove" as const), selector }),
    fc.record({ type: fc.constant("hide" as const), selector }),
    anyMove(selectors),
    fc.record({ type: fc.constant("addStyles" as const), css: fc.constant("a{top:0}/*~*/") }),
  );
}
