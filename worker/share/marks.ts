import type { Deciding } from "../decide/compile-rules.ts";
import { findRegions, type MarkedPage } from "../rewrite/find-regions.ts";
import { selectorsOf } from "../rewrite/rewrite.ts";
import type { SharedPage } from "./shared-page.ts";

/**
 * The places that any live rule may change on a shared page: searched for once for each version of the bundle.
 * @returns `undefined` for a page that cannot be searched
 */
export function marksOf(page: SharedPage, deciding: Deciding, path: string): MarkedPage | undefined {
  const { version } = deciding.bundle;
  if (page.marks?.version === version) return page.marks.marked;
  const edits = deciding
    .rulesOn(path)
    .all()
    .flatMap(({ variants }) => variants.flatMap(({ changes }) => changes));
  const marked = searched(page, selectorsOf(edits.map(({ edit }) => edit)), path);
  page.marks = { version, marked };
  return marked;
}

function searched(page: SharedPage, selectors: string[], path: string): MarkedPage | undefined {
  try {
    const contentType = page.headers.get("content-type") ?? "text/html";
    return findRegions(page.bytes, contentType, selectors);
  } catch (error) {
    console.error({ message: "A shared page cannot be searched.", path, error: String(error) });
    return undefined;
  }
}
