import { bytesOf } from "./byte-text.ts";
import type { OpenElement } from "./open-elements.ts";
import { readTag } from "./read-tag.ts";

/** What an element's start tag says, by names in lower case. Of an attribute that is written twice the first counts. */
export function attributesOf(element: OpenElement): ReadonlyMap<string, string> {
  if (element.attributes !== undefined) return element.attributes;
  const attributes = new Map<string, string>();
  const { tag } = element;
  for (const { name, value } of readTag(tag, 0)?.attributes ?? [])
    if (!attributes.has(name))
      attributes.set(name, value === undefined ? "" : withoutEntities(tag.slice(value.from, value.to)));
  // Where browsers opened it by themselves, its tag may yet come.
  if (tag !== "") element.attributes = attributes;
  return attributes;
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** As browsers read a value, for the entities that are written in attributes. */
function withoutEntities(value: string): string {
  if (!value.includes("&")) return value;
  return value.replace(
    /&(?:#(?:x([\da-f]{1,6})|(\d{1,7}))|(amp|lt|gt|quot|apos));/gi,
    (entity, hex, decimal, name) => {
      if (name !== undefined) return named[String(name).toLowerCase()] ?? entity;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
      return code > 0 && code <= 0x10_ffff && (code < 0xd800 || code > 0xdfff)
        ? bytesOf(String.fromCodePoint(code))
        : entity;
    },
  );
}
