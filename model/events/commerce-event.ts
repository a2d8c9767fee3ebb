/** What a parameter of an event can be. */
type Scalar = string | number | boolean | null | undefined;

/** One article, by its number or its name, or both. Prices are of one piece. */
export type Item = ItemParams & ({ item_id: string } | { item_name: string });

interface ItemParams {
  item_id?: string | undefined;
  item_name?: string | undefined;
  item_brand?: string | undefined;
  item_category?: string | undefined;
  item_category2?: string | undefined;
  item_category3?: string | undefined;
  item_category4?: string | undefined;
  item_category5?: string | undefined;
  item_list_id?: string | undefined;
  item_list_name?: string | undefined;
  item_variant?: string | undefined;
  affiliation?: string | undefined;
  coupon?: string | undefined;
  location_id?: string | undefined;
  price?: number | undefined;
  quantity?: number | undefined;
  discount?: number | undefined;
  index?: number | undefined;
  /** Whatever else the shop says of it. */
  [own: string]: Scalar;
}

/** What every event may have besides: parameters of the site's own. */
export interface OwnParams {
  [own: string]: Scalar | readonly Item[];
}

interface Items extends OwnParams {
  items?: readonly Item[] | undefined;
}

interface List extends Items {
  item_list_id?: string | undefined;
  item_list_name?: string | undefined;
}

interface Priced extends Items {
  /** ISO 4217; without it, the shop's own. */
  currency?: string | undefined;
  /** Of all items together, without tax and shipping. */
  value?: number | undefined;
}

interface Checkout extends Priced {
  coupon?: string | undefined;
}

interface Order extends Checkout {
  /** The order's number: the same is the same order. */
  transaction_id: string;
  tax?: number | undefined;
  shipping?: number | undefined;
  affiliation?: string | undefined;
}

interface Promotion extends Items {
  promotion_id?: string | undefined;
  promotion_name?: string | undefined;
  creative_name?: string | undefined;
  creative_slot?: string | undefined;
}

/**
 * The commerce events of GA4 with their parameters. What they mean, and what they need: docs/events.md.
 * Source: https://developers.google.com/analytics/devguides/collection/ga4/reference/events
 */
export interface CommerceEvents {
  view_item_list: List;
  select_item: List;
  view_item: Priced;
  add_to_wishlist: Priced;
  add_to_cart: Priced;
  remove_from_cart: Priced;
  view_cart: Priced;
  begin_checkout: Checkout;
  add_shipping_info: Checkout & { shipping_tier?: string | undefined };
  add_payment_info: Checkout & { payment_type?: string | undefined };
  purchase: Order;
  refund: Order;
  view_promotion: Promotion;
  select_promotion: Promotion;
  search: OwnParams & { search_term: string };
}
