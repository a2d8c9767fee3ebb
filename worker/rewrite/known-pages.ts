import { areSameBytes } from "./byte-text.ts";
import { findRegions, type MarkedPage } from "./find-regions.ts";

/** An isolate has 128 MB for everything. */
const mostBytes = 8 * 1024 * 1024;
const mostPageBytes = 2 * 1024 * 1024;

/** Pages that were searched lately, the latest last, by what they were searched for and how long they are. */
const known = new Map<string, MarkedPage>();
let knownBytes = 0;

/**
 * As {@link findRegions} does it. A page that comes again byte for byte, as to whoever loads it again, and to all who
 * have nothing in the shop that it speaks of, is not searched again: to compare takes a hundredth of the time. Nothing
 * of the page that was kept goes out, only where its elements stand.
 */
export function findRegionsAgain(
  bytes: Uint8Array,
  contentType: string,
  selectors: readonly string[],
): MarkedPage {
  if (bytes.byteLength > mostPageBytes) return findRegions(bytes, contentType, selectors);
  const name = `${bytes.byteLength} ${contentType}\n${selectors.join("\n")}`;
  const before = known.get(name);
  if (before !== undefined && areSameBytes(before.bytes, bytes)) {
    known.delete(name);
    known.set(name, before);
    return { bytes, regions: before.regions };
  }
  const marked = findRegions(bytes, contentType, selectors);
  known.delete(name);
  known.set(name, marked);
  knownBytes += bytes.byteLength - (before?.bytes.byteLength ?? 0);
  for (const [oldest, page] of known) {
    if (knownBytes <= mostBytes) break;
    known.delete(oldest);
    knownBytes -= page.bytes.byteLength;
  }
  return marked;
}
