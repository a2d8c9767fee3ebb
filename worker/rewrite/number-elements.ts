import { stampOf } from "../../model/stamp.ts";
import { findRegions, type MarkedPage } from "./find-regions.ts";
import type { OpenElement } from "./open-elements.ts";

/** A page of so many elements has more than anybody points at; the others have no number. */
const mostNumbered = 20_000;

/** An element with a tag of its own, and what it is called. */
export interface NumberedElement {
  /** Of its start tag, in bytes. */
  from: number;
  tagEnd: number;
  number: number;
  /** Itself and what is around it, as `readStamp` of the model reads it. */
  stamp: string;
}

/**
 * Numbers the elements of a page in its order, from 1, with those that browsers open by themselves: the same page always
 * gives the same numbers.
 * @param selectors that the page is searched for on the way.
 * @throws as {@link findRegions} does.
 */
export function numberElements(
  bytes: Uint8Array,
  contentType: string,
  selectors: readonly string[],
): MarkedPage & { elements: readonly NumberedElement[] } {
  const numbers = new Map<OpenElement, number>();
  /** Those that have no tag, of which only the stamps in them tell. */
  const implied = new Set<OpenElement>();
  const elements: NumberedElement[] = [];
  const numberOf = (element: OpenElement, hasTag: boolean): number => {
    const known = numbers.get(element);
    if (known !== undefined) return known;
    if (element.parent !== undefined) numberOf(element.parent, false);
    const number = numbers.size + 1;
    numbers.set(element, number);
    if (!hasTag) implied.add(element);
    return number;
  };
  const impliedAround = (element: OpenElement): { number: number; name: string }[] => {
    const { parent } = element;
    if (parent === undefined || !implied.has(parent)) return [];
    return [{ number: numberOf(parent, false), name: parent.kind.name }, ...impliedAround(parent)];
  };
  const parentOf = (element: OpenElement): number => {
    const { parent } = element;
    if (parent === undefined) return 0;
    return implied.has(parent) ? parentOf(parent) : numberOf(parent, false);
  };
  const marked = findRegions(bytes, contentType, selectors, (element, from, tagEnd) => {
    if (elements.length >= mostNumbered) return;
    const number = numberOf(element, true);
    const stamp = stampOf({ number, implied: impliedAround(element), parent: parentOf(element) });
    elements.push({ from, tagEnd, number, stamp });
  });
  return { ...marked, elements };
}
