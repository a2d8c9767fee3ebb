/** Whose webhooks about orders are understood; `generic` is every other shop's own. */
export const orderPlatforms = ["shopify", "woocommerce", "medusa", "generic"] as const;
export type OrderPlatform = (typeof orderPlatforms)[number];
