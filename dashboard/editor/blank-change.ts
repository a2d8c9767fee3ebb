import type { Change } from "../../model/change.ts";

/** In the order in which they are offered: what is wanted most first. */
export const changeTypes = [
  "insertOffer",
  "setText",
  "setImage",
  "setLink",
  "hide",
  "insertHtml",
  "setHtml",
  "replaceHtml",
  "move",
  "remove",
  "setClass",
  "setStyle",
  "setAttribute",
  "addStyles",
  "redirect",
] as const satisfies readonly Change["type"][];
export type ChangeType = (typeof changeTypes)[number];

/** A change of this kind in which nothing is said yet. */
export function blankChange(type: ChangeType): Change {
  const selector = "";
  switch (type) {
    case "insertOffer":
      return { type, placement: "", offer: "" };
    case "setText":
      return { type, selector, text: "" };
    case "setHtml":
    case "replaceHtml":
      return { type, selector, html: "" };
    case "insertHtml":
      return { type, selector, position: "after", html: "" };
    case "setImage":
      return { type, selector, src: "", alt: null, srcset: null };
    case "setLink":
      return { type, selector, href: "" };
    case "setAttribute":
      return { type, selector, name: "", value: "" };
    case "setClass":
      return { type, selector, add: [], remove: [] };
    case "setStyle":
      return { type, selector, property: "", value: "", important: false };
    case "hide":
    case "remove":
      return { type, selector };
    case "move":
      return { type, selector, to: "", position: "before" };
    case "addStyles":
      return { type, css: "" };
    case "redirect":
      return { type, to: "" };
  }
}

/** What can be added to these changes: a redirect is a variant's only change. */
export function typesToAdd(changes: readonly Change[]): readonly ChangeType[] {
  if (changes.length === 0) return changeTypes;
  if (changes.some(({ type }) => type === "redirect")) return [];
  return changeTypes.filter((type) => type !== "redirect");
}
