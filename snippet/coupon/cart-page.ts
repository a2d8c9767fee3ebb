const carts = /\/(cart|basket|bag|warenkorb|panier|carrito|carrello|winkelwagen)(?![\w-])/i;
const checkouts = /\/(checkouts?|kasse|onepage)(?![\w-])/i;

/** Whether the page looks like a cart, or a checkout, by its address. */
export function isCartPage(path = location.pathname): boolean {
  return carts.test(path) || isCheckout(path);
}

/** Magento's cart is at `/checkout/cart`. */
export function isCheckout(path = location.pathname): boolean {
  return checkouts.test(path) && !carts.test(path);
}
