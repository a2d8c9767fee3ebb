import type { Edit } from "../decide/compile-rules.ts";
import type { MarkedPage } from "./find-regions.ts";
import { headSplices, insertionSplices, type Reader } from "./insert.ts";
import { findRegionsAgain } from "./known-pages.ts";
import { attributeSplices } from "./set-attributes.ts";
import { contentSplices } from "./set-content.ts";
import type { Splice } from "./splice.ts";
import { spliced } from "./spliced.ts";

/** How a page is changed, and for whom: the edits that were decided, and markup that goes first in its head. */
export interface Rewrite extends Reader {
  /** By rank, the highest first. */
  edits: readonly Edit[];
  /** Markup for the start of `<head>`; empty inserts nothing. */
  head: string;
}

/**
 * Applies the rewrite to a whole page. Bytes that no edit touches stay as they are, whatever their character set.
 * @param contentType the origin's header, for the character set.
 * @throws as {@link findRegions} does.
 */
export function rewritePage(page: Uint8Array, contentType: string, rewrite: Rewrite): Uint8Array {
  return assemble(findRegionsAgain(page, contentType, selectorsOf(rewrite.edits)), rewrite);
}

/** What has to be found on a page before these edits, and the markup for its head, can be made. */
export function selectorsOf(edits: readonly Edit[]): string[] {
  return ["head", ...edits.flatMap(selectorsOfEdit)];
}

/** The elements that an edit is about. */
export function selectorsOfEdit(edit: Edit): string[] {
  switch (edit.type) {
    case "insertOffer":
      return [edit.placement.selector];
    case "move":
      return [edit.selector, edit.to];
    case "addStyles":
      return ["head"];
    default:
      return [edit.selector];
  }
}

/** True where the rewrite would leave every page as it is. */
export function changesNothing(rewrite: Pick<Rewrite, "edits" | "head">): boolean {
  return rewrite.edits.length === 0 && rewrite.head === "";
}

/**
 * The page made this visitor's own, without parsing it again. Of two edits that want the same, the earlier is made.
 * What is in a replaced or removed element goes with it, whatever the order; what stands beside it stays.
 * @param page with all that {@link selectorsOf} names found on it; an edit whose selector is not among them does nothing.
 */
export function assemble(page: MarkedPage, rewrite: Rewrite): Uint8Array {
  const splices = splicesOf(page, rewrite);
  return splices.length === 0 ? page.bytes : spliced(page.bytes, splices);
}

/**
 * What the rewrite does to the elements that were found, in the order in which it is asked for.
 * @param page without its bytes while it is still coming: then nothing can be put at its end yet.
 */
export function splicesOf(
  page: Pick<MarkedPage, "regions"> & Partial<Pick<MarkedPage, "bytes">>,
  rewrite: Rewrite,
): Splice[] {
  const { edits, head, styleNonce } = rewrite;
  const regionsOf = (selector: string) => page.regions.get(selector) ?? [];
  return [
    ...headSplices(page, head, edits, styleNonce),
    ...attributeSplices(edits, regionsOf),
    ...contentSplices(edits, regionsOf),
    ...insertionSplices(edits, regionsOf, rewrite),
  ];
}
