import { stampAttribute } from "../../model/stamp.ts";
import { TagEdits } from "./edit-tag.ts";
import { headSplices } from "./insert.ts";
import { numberElements } from "./number-elements.ts";
import { textOf } from "./byte-text.ts";
import { spliced } from "./spliced.ts";

/**
 * A page whose elements say which they are at the edge, and nothing else of which is changed: what selectors mean there
 * can then be found out of what a browser shows.
 * @param head markup for the start of its head.
 * @throws as `findRegions` does.
 */
export function stampPage(bytes: Uint8Array, contentType: string, head: string): Uint8Array {
  const page = numberElements(bytes, contentType, ["head"]);
  const stamps = page.elements.flatMap(({ from, tagEnd, stamp }) => {
    const edits = new TagEdits();
    edits.set(stampAttribute, stamp);
    const tag = textOf(bytes.subarray(from, tagEnd));
    return edits.splices({ from, tagEnd, contentEnd: null, end: tagEnd, tag });
  });
  return spliced(bytes, [...headSplices(page, head, []), ...stamps]);
}
