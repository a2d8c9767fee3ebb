import { Recent } from "../../model/recent.ts";
import type { Splice } from "../rewrite/splice.ts";
import { spliced } from "../rewrite/spliced.ts";
import { type Made, nameOf } from "./page-tag.ts";

/** How many pages that were made of one shared page are kept with it. */
const mostOfOne = 2;

/** Pages made of shared ones, by what was done to them; they go when the shared page goes. */
const latest = new WeakMap<Uint8Array, Recent<Uint8Array>>();

/**
 * The page with the splices made. Of a shared page many visitors get the same, which is then made once: nothing of one
 * visitor can be in what another gets, since every byte follows from the shared page and from what is done for this one.
 * @param page as the shop sent it.
 */
export function makePage(
  page: Uint8Array,
  contentType: string,
  splices: readonly Splice[],
  isShared: boolean,
): Made {
  if (!isShared) return { page, contentType, splices, bytes: spliced(page, splices) };
  const made = latest.get(page) ?? new Recent<Uint8Array>(mostOfOne);
  latest.set(page, made);
  const name = nameOf(splices);
  let bytes = made.get(name);
  if (bytes === undefined) made.set(name, (bytes = spliced(page, splices)));
  return { page, contentType, splices, bytes };
}
