import * as v from "valibot";

/**
 * A CSS selector that means the same at the edge as in a browser. What it asks for must be known when an element's start
 * tag is read, since what comes later on the page may still be on its way.
 * Source: https://www.w3.org/TR/selectors-4/
 */
export const Selector = v.pipe(
  v.string("A selector is text."),
  v.trim(),
  v.minLength(1, "A selector is needed."),
  v.maxLength(500, "A selector has at most 500 characters."),
  v.check(isEdgeSelector, unsupported),
);

/** The grammar of what pages are searched for, part by part: whatever else is written would make every edit of a page fail. */
const space = String.raw`[ \t\n\r\f]`;
// Escapes by number end with a space of their own, which is easily taken for one between elements; [id="1"] says the same.
const escaped = String.raw`\\[^\n\r\f0-9a-f]`;
const name = String.raw`(?:--|-?(?:[_a-z\u00b0-\uffff]|${escaped}))(?:[-\w\u00b0-\uffff]|${escaped})*`;
const quoted = String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'`;
// A name takes all its letters: were one of them the flag too, a refusal would take twice as long for each attribute.
const value = `${space}*(?:${name}(?:${space}+[is])?|(?:${quoted})${space}*[is]?)${space}*`;
const attribute = String.raw`\[${space}*${name}${space}*(?:[~|^$*]?=${value})?\]`;
const nth = String.raw`odd|even|[+-]?\d+|[+-]?\d*n(?:${space}*[+-]${space}*\d+)?`;
const position = String.raw`:nth-(?:child|of-type)\(${space}*(?:${nth})${space}*\)|:first-(?:child|of-type)(?![-\w(])`;
const simple = String.raw`#${name}|\.${name}|${attribute}|${position}`;
const element = (part: string) => String.raw`(?:(?:\*|${name})(?:${part})*|(?:${part})+)`;
const list = (item: string) => `${item}(?:${space}*,${space}*${item})*`;
const anyOf = String.raw`:(?:not|is|where)\(${space}*${list(element(simple))}${space}*\)`;
const compound = element(`${simple}|${anyOf}`);
const edgeSelector = new RegExp(
  `^${list(`${compound}(?:(?:${space}*[>+~]${space}*|${space}+)${compound})*`)}$`,
  "i",
);

/** True where pages can be searched for every part of the selector. */
export function isEdgeSelector(selector: string): boolean {
  return edgeSelector.test(selector);
}

function unsupported(): string {
  return "This selector is malformed, or asks for what comes later on the page, as :last-child and :has() do; use an id, a class, an attribute or a parent > child path.";
}
