import { mayHoldParagraph } from "../../model/coupon/may-hold-paragraph.ts";
import type { CartForm } from "../../model/site.ts";
import { findRegions } from "../rewrite/find-regions.ts";
import type { Region } from "../rewrite/region.ts";

/**
 * Where a paragraph about applied coupons belongs on a page of the shop: in the smallest part of the page that shows both the
 * code and the total, before that piece of it that holds the total, such as a list of sums.
 * @returns in bytes; `null` where the page shows only one of them, or has no part around both.
 * @throws as {@link findRegions} does.
 */
export function besideTotal(
  bytes: Uint8Array,
  contentType: string,
  { applied, total }: Pick<CartForm, "applied" | "total">,
): number | null {
  const { regions } = findRegions(bytes, contentType, ["*", applied, total]);
  // A page's own head may have a small cart.
  const sum = regions.get(total)?.at(-1);
  const code = regions.get(applied)?.at(-1);
  if (sum === undefined || code === undefined) return null;
  const around = (regions.get("*") ?? []).filter((each) => holds(each, sum));
  const part = around.findLast((each) => holds(each, code) && mayHoldParagraph(nameOf(each)));
  if (part === undefined) return null;
  return around.find(({ from }) => from > part.from)?.from ?? sum.from;
}

function holds(outer: Region, inner: Region): boolean {
  return outer.from < inner.from && inner.from < outer.end;
}

function nameOf({ tag }: Region): string {
  return /^<([^\s/>]+)/.exec(tag)?.[1] ?? "";
}
