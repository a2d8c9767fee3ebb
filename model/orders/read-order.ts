import type { Checked } from "../problem.ts";
import { genericOrder } from "./generic-order.ts";
import { medusaOrder } from "./medusa-order.ts";
import type { OrderPlatform } from "./order-platform.ts";
import type { ShopOrder } from "./shop-order.ts";
import { shopifyOrder } from "./shopify-order.ts";
import { wooCommerceOrder } from "./woocommerce-order.ts";

/**
 * The order that a webhook tells of; `null` where there is nothing to take, such as of an order that only tests the shop.
 */
export function readOrder(platform: OrderPlatform, body: unknown): Checked<ShopOrder | null> {
  switch (platform) {
    case "shopify":
      return shopifyOrder(body);
    case "woocommerce":
      return wooCommerceOrder(body);
    case "medusa":
      return medusaOrder(body);
    case "generic":
      return genericOrder(body);
  }
}
