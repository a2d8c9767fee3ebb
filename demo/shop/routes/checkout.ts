import type { Context } from "hono";
import { Hono } from "hono";
import { checkCheckout, typedCheckout } from "../checkout-form.ts";
import type { CheckoutEntry } from "../checkout-form.ts";
import { csrfField } from "../csrf.ts";
import { currentCart } from "../current-cart.ts";
import type { CurrentCart } from "../current-cart.ts";
import { checkoutPage } from "../pages/checkout.ts";
import type { CheckoutState } from "../pages/checkout.ts";
import { frameOf } from "../pages/layout.ts";
import { orderPage } from "../pages/order.ts";
import type { ShopEnv } from "../visit.ts";

/** The checkout and the confirmation. */
export function checkoutRoutes() {
  const routes = new Hono<ShopEnv>();

  routes.get("/checkout", (c) => {
    const { stores, visit } = c.var;
    const cart = currentCart(stores, visit.session);
    if (cart.lines.length === 0) return c.redirect("/cart", 303);
    return show(c, cart, { entry: firstEntry(c), errors: {} });
  });

  routes.post("/checkout", (c) => {
    const { stores, visit, form } = c.var;
    const session = visit.begin();
    const checked = checkCheckout(form);
    const email = "entry" in checked ? checked.entry.email : form("email");
    const before = session.coupon;
    // Judged and placed in one go, so that two orders at the same moment cannot both use a once-only coupon.
    const outcome = stores.together(() => {
      const cart = currentCart(stores, session, email);
      const couponFell = before !== null && cart.coupon === null;
      if ("errors" in checked || couponFell || cart.lines.length === 0) return cart;
      const { email: to, ...address } = checked.entry;
      const id = stores.orders.place({
        customerId: session.customerId,
        email: to,
        address,
        coupon: cart.coupon?.code ?? null,
        totals: cart.totals,
        lines: cart.lines,
      });
      stores.carts.empty(session.key);
      stores.sessions.setCoupon(session.key, null);
      return id;
    });
    if (typeof outcome === "string") return c.redirect(`/orders/${outcome}`, 303);
    if (outcome.lines.length === 0) return c.redirect("/cart", 303);
    const errors = "errors" in checked ? checked.errors : {};
    return show(c, outcome, { entry: typedCheckout(form), errors }, 422);
  });

  routes.get("/orders/:id", (c) => {
    const order = c.var.stores.orders.byId(c.req.param("id"));
    if (order === null) return c.notFound();
    return c.html(orderPage(frameOf(c), order, c.var.nonce));
  });

  return routes;
}

type Shown = Pick<CheckoutState, "entry" | "errors">;

function show(c: Context<ShopEnv>, cart: CurrentCart, { entry, errors }: Shown, status: 200 | 422 = 200) {
  const { stores, visit } = c.var;
  const notice = stores.sessions.takeNotice(visit.begin().key);
  const couponRefused = notice?.kind === "coupon-refused" ? notice.text : null;
  const state = { entry, errors, couponRefused, signedIn: visit.customer !== null };
  return c.html(checkoutPage(frameOf(c), cart, state, csrfField(visit)), status);
}

/** The form as it is first shown: a customer's name and address are known, and so is where they live last. */
function firstEntry(c: Context<ShopEnv>): CheckoutEntry {
  const { stores, visit } = c.var;
  const { customer } = visit;
  const blank = { email: "", name: "", street: "", postcode: "", city: "", country: "" };
  if (customer === null) return blank;
  const last = stores.orders.ofCustomer(customer.id)[0]?.address;
  return { ...blank, name: customer.name, ...last, email: customer.email };
}
