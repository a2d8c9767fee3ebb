import type { Checked } from "../problem.ts";
import { genericOrder } from "./generic-order.ts";
import { medusaOrder } from "./medusa-order.ts";
import type { OrderPlatform } from "./order-platform.ts";
import type { ShopOrder } from "./shop-order.ts";
import { shopifyOrder } from "./shopify-order.ts";
import { wooCommerceOrder } from "./woocommerce-order.ts";

/**
 * The order that a webhook tells of. Platforms send other things by the same way: of those there is nothing to take,
 * `null`, and nothing wrong. Whoever writes a webhook of their own is told what is.
 */
export function readOrder(platform: OrderPlatform, body: unknown): Checked<ShopOrder | null> {
  switch (platform) {
    case "shopify":
      return { ok: true, value: shopifyOrder(body) ?? null };
    case "woocommerce":
      return { ok: true, value: wooCommerceOrder(body) ?? null };
    case "medusa":
      return { ok: true, value: medusaOrder(body) ?? null };
    case "generic":
      return genericOrder(body);
  }
}
