import { decimal, type FakeCart, type Platform, takes, totalOf } from "./fake-shop.ts";

/** A shop of nobody's in particular, whose cart page has a form for codes that is posted. */
export const anyForm: Platform = {
  isApply: ({ method, path }) => method === "POST" && path === "/cart/code",
  answer({ method, path, body }, cart) {
    if (method === "POST" && path === "/cart/code") {
      if (body["token"] !== "t1") return { status: 403, html: "Forbidden" };
      if (takes(cart)) cart.codes = [String(body["coupon_code"])];
      return { status: 303, headers: { location: "/cart" }, html: "" };
    }
    return path === "/cart" ? { html: cartPage(cart) } : undefined;
  },
};

function cartPage(cart: FakeCart): string {
  const form = `<form method="post" action="/cart/code"><input type="hidden" name="token" value="t1"><input name="coupon_code"><button>Apply</button></form>`;
  const body =
    cart.quantity === 0
      ? "<p>Nothing in it.</p>"
      : `${form}<p class="applied-coupon">${cart.codes.join(" ")}</p><p class="cart-total">${decimal(totalOf(cart)).toFixed(2)} EUR</p>`;
  return `<!doctype html><html><head><title>Cart</title></head><body><main>${body}</main></body></html>`;
}
