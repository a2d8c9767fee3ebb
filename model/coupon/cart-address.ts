const carts = /\/(cart|basket|bag|warenkorb|panier|carrito|carrello|winkelwagen)(?![\w-])/i;
const checkouts = /\/(checkouts?|kasse|onepage)(?![\w-])/i;

/** Whether a page looks like a cart, or a checkout, by its path. */
export function isCartPath(path: string): boolean {
  return carts.test(path) || isCheckoutPath(path);
}

/** Magento's cart is at `/checkout/cart`. */
export function isCheckoutPath(path: string): boolean {
  return checkouts.test(path) && !carts.test(path);
}
