import { decimal, type FakeCart, type Platform, takes, totalOf } from "./fake-shop.ts";

/** A shop of nobody's in particular, whose cart page has a form for codes that is posted. */
export const anyForm: Platform = {
  isApply: ({ method, path }) => method === "POST" && path === "/cart/code",
  answer({ method, path, body }, cart) {
    if (method === "POST" && path === "/cart/code") {
      if (body["token"] !== "t1") return { status: 403, html: "Forbidden" };
      if (body["remove"] !== undefined) cart.quantity = 0;
      else if (takes(cart)) cart.codes = [String(body["coupon_code"])];
      return { status: 303, headers: { location: "/cart" }, html: "" };
    }
    return path === "/cart" ? { html: cartPage(cart) } : undefined;
  },
};

/** The same with a form that leads to another page, as a search does. */
export const linkForm: Platform = {
  isApply: ({ path }) => path.includes("coupon_code="),
  answer({ path }, cart) {
    const [, code] = /[?&]coupon_code=([^&]*)/.exec(path) ?? [];
    if (code !== undefined && takes(cart)) cart.codes = [code];
    return path.split("?")[0] === "/cart"
      ? { html: cartPage(cart, "/cart").replace(' method="post"', "") }
      : undefined;
  },
};

function cartPage(cart: FakeCart, action = "/cart/code"): string {
  const form = `<form method="post" action="${action}"><input type="hidden" name="token" value="t1"><button name="remove" value="1">Remove</button><input name="coupon_code"><input type="submit" name="apply_coupon" value="Apply"></form>`;
  const body =
    cart.quantity === 0
      ? "<p>Nothing in it.</p>"
      : `${cart.codes.length === 0 ? form : ""}<p class="applied-coupon">${cart.codes.join(" ")}</p><p class="cart-total">${decimal(totalOf(cart)).toFixed(2)} EUR</p>`;
  return `<!doctype html><html><head><title>Cart</title></head><body><main>${body}</main></body></html>`;
}
