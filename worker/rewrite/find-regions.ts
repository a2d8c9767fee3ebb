import { textOf } from "./byte-text.ts";
import { canBeRead } from "./can-be-read.ts";
import { type OnElement, PageScanner } from "./page-scanner.ts";
import type { Region } from "./region.ts";
import { indexOf } from "./selector-index.ts";

/** A page with the elements that edits may touch. What is in it is used again and never changed. */
export interface MarkedPage {
  bytes: Uint8Array;
  /** By selector, in the order of the page. */
  regions: ReadonlyMap<string, readonly Region[]>;
}

/**
 * Finds the elements that selectors mean.
 *
 * @param contentType the origin's header, for the character set.
 * @param onElement is told of every element besides.
 * @throws Error for a page in a character set whose tags cannot be read byte by byte, and for an unknown selector.
 */
export function findRegions(
  bytes: Uint8Array,
  contentType: string,
  selectors: readonly string[],
  onElement?: OnElement,
): MarkedPage {
  if (!canBeRead(bytes, contentType)) throw new Error("The page is in a character set that is not read.");
  const scanner = new PageScanner(indexOf(selectors), onElement);
  scanner.end(textOf(bytes));
  for (const regions of scanner.regions.values())
    // A piece of a long text keeps all of it in memory.
    for (const region of regions) region.tag = textOf(bytes.subarray(region.from, region.tagEnd));
  return { bytes, regions: scanner.regions };
}
