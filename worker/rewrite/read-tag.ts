/** One attribute of a start tag, by places in the page. */
export interface WrittenAttribute {
  /** In lower case. */
  name: string;
  from: number;
  to: number;
  /** Without its quotes; `undefined` where only the name is written. */
  value: { from: number; to: number; quote: string } | undefined;
}

/** A tag taken apart. */
export interface Tag {
  /** In lower case. */
  name: string;
  isEnd: boolean;
  /** Whether it is written with a slash before its `>`. */
  isSelfClosing: boolean;
  attributes: readonly WrittenAttribute[];
  /** Where another attribute can be written: behind the last one, or behind the name. */
  attributesEnd: number;
  /** Behind its `>`. */
  end: number;
}

const space = /[\t\n\f\r ]/;
const nameEnd = /[\t\n\f\r />]/g;
const attributeNameEnd = /[\t\n\f\r />=]/g;
const bareValueEnd = /[\t\n\f\r >]/g;

/**
 * Reads the tag that begins at `from`, as the tokenizer of browsers does:
 * https://html.spec.whatwg.org/#tag-open-state and the states after it.
 *
 * @param html the page, a character for each byte
 * @returns `undefined` where no tag begins there, or where the page ends before the tag does
 */
export function readTag(html: string, from: number): Tag | undefined {
  const isEnd = html[from + 1] === "/";
  const nameFrom = from + (isEnd ? 2 : 1);
  if (html[from] !== "<" || !/[a-z]/i.test(html[nameFrom] ?? "")) return undefined;
  let at = find(html, nameEnd, nameFrom);
  const name = html.slice(nameFrom, at).toLowerCase();
  const attributes: WrittenAttribute[] = [];
  let attributesEnd = at;
  for (;;) {
    while (at < html.length && (html[at] === "/" || space.test(html[at] ?? ""))) at += 1;
    if (at >= html.length) return undefined;
    if (html[at] === ">") break;
    const attribute = readAttribute(html, at);
    if (attribute === undefined) return undefined;
    attributes.push(attribute);
    at = attributesEnd = attribute.to;
  }
  const isSelfClosing = html[at - 1] === "/" && at > attributesEnd;
  return { name, isEnd, isSelfClosing, attributes, attributesEnd, end: at + 1 };
}

function readAttribute(html: string, from: number): WrittenAttribute | undefined {
  // A name may begin with an equals sign, but no other one belongs to it.
  const nameTo = find(html, attributeNameEnd, from + 1);
  const name = html.slice(from, nameTo).toLowerCase();
  let at = afterSpace(html, nameTo);
  if (html[at] !== "=") return { name, from, to: nameTo, value: undefined };
  at = afterSpace(html, at + 1);
  const quote = html[at] ?? "";
  if (quote === '"' || quote === "'") {
    const close = html.indexOf(quote, at + 1);
    if (close === -1) return undefined;
    return { name, from, to: close + 1, value: { from: at + 1, to: close, quote } };
  }
  const to = find(html, bareValueEnd, at);
  return { name, from, to, value: { from: at, to, quote: "" } };
}

function afterSpace(html: string, from: number): number {
  let at = from;
  while (at < html.length && space.test(html[at] ?? "")) at += 1;
  return at;
}

/** The first place of what a pattern finds; the page's end where it finds nothing. */
function find(html: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(html)?.index ?? html.length;
}
