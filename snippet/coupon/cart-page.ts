const carts = /\/(cart|basket|bag|warenkorb|panier|carrito|carrello|winkelwagen)\b/i;
const checkouts = /\/(checkouts?|kasse|onepage)\b/i;

/** Whether the page looks like a cart, or a checkout, by its address. */
export function isCartPage(): boolean {
  return carts.test(location.pathname) || isCheckout();
}

export function isCheckout(): boolean {
  return checkouts.test(location.pathname);
}
