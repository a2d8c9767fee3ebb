/**
 * Whether a form with this `action` puts something into the cart. Known: Shopify (`/cart/add`), Magento
 * (`/checkout/cart/add/…`), WooCommerce (`?add-to-cart=`), and shops that say so in their own words. `/cart/address`
 * and `/cart/add-coupon` are something else, and so is a login form that would lead back to one.
 */
export const addsToCart = (action: string | null): boolean => {
  return /^[^?]*\b(cart|basket|bag)\/add\b(?!-)|[/?&]add.to.(cart|basket|bag)\b/i.test(action as string);
};
