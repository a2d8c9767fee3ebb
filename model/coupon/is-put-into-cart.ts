import type { Site } from "../site.ts";

/**
 * Whether coupons get into a site's cart by themselves: by the shop's own form at the edge, or by the snippet, which
 * knows the platform. Otherwise shoppers have to type them.
 */
export function isPutIntoCart({
  cart,
  snippet,
  platform,
}: Partial<Pick<Site, "cart" | "snippet" | "platform">>): boolean {
  return cart != null || (snippet === true && platform !== "other");
}
