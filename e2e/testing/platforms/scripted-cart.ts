import type { Answer, Asked, FakeCart, Platform } from "./fake-shop.ts";

/** So long after the page, its script makes the cart. */
const madeAfterMs = 600;
const deliveryFee = 500;

/**
 * A cart, and a checkout that counts delivery once more, which the shop's own scripts make from an API of the shop's, and anew
 * whenever something becomes of it. They renew it themselves when a coupon is in it.
 */
export function scriptedCart(
  { head = "" }: Platform,
  { method, path, body }: Asked,
  cart: FakeCart,
  totalOf: (cart: FakeCart) => number,
): Answer | undefined {
  const [pathname] = path.split("?");
  if (pathname === "/own-cart") {
    if (method === "POST") cart.quantity = Number(body["quantity"]);
    return { json: { quantity: cart.quantity, codes: cart.codes, total: totalOf(cart) } };
  }
  if (pathname !== "/cart" && pathname !== "/checkout") return undefined;
  const script = `
    const main = document.querySelector("main");
    const euros = (hundredths) => new Intl.NumberFormat("de", { style: "currency", currency: "EUR" }).format(hundredths / 100);
    const show = ({ quantity, codes, total }) => {
      const more = location.pathname == "/checkout" ? ${deliveryFee} : 0;
      main.innerHTML = quantity == 0 ? "<p>Nothing in it.</p>" :
        "<ul><li>Lipstick, " + quantity + "</li></ul><section><h2>Summary</h2>" +
        codes.map((code) => "<p>With <b>" + code + "</b></p>").join("") +
        "<div class='sums'><span>Total</span> <span class='amount'>" + euros(total + more) + "</span></div></section>";
    };
    const renew = async (init) => show(await (await fetch("/own-cart", init)).json());
    document.addEventListener("edgewise:coupon", (event) => { event.preventDefault(); void renew(); });
    const become = (quantity) => renew({ method: "POST", body: JSON.stringify({ quantity }) });
    setTimeout(renew, ${madeAfterMs});`;
  return {
    html: `<!doctype html><html><head><meta charset="utf-8"><title>Bag</title>${head}<style>p{margin:0}</style></head><body><h1>Bag</h1><main></main><script>${script}</script></body></html>`,
  };
}
