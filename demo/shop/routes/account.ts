import { Hono } from "hono";
import * as v from "valibot";
import { checkForm, emailField, nameField } from "../checkout-form.ts";
import { csrfField } from "../csrf.ts";
import { identifyScript, type Telling } from "../identify.ts";
import { accountPage } from "../pages/account.ts";
import { frameOf } from "../pages/layout.ts";
import { registerPage } from "../pages/register.ts";
import { signInPage } from "../pages/sign-in.ts";
import { passwordFits, sealPassword } from "../password.ts";
import { signInLimit } from "../sign-in-limit.ts";
import type { ShopEnv } from "../visit.ts";

const registerSchema = v.object({
  name: nameField,
  email: emailField,
  password: v.pipe(
    v.string(),
    v.minLength(10, "Please choose a password of at least 10 characters."),
    v.maxLength(200, "Please keep the password under 200 characters."),
  ),
});

/** Signing in and out, making an account, and the account itself. */
export function accountRoutes(telling: () => Telling | null) {
  const routes = new Hono<ShopEnv>();
  const limit = signInLimit();

  routes.get("/account", (c) => {
    const { stores, visit } = c.var;
    const { customer } = visit;
    if (customer === null) return c.redirect("/sign-in", 303);
    const orders = stores.orders.ofCustomer(customer.id);
    const head = identifyScript(telling(), customer, c.var.nonce);
    return c.html(accountPage(frameOf(c), { customer, orders, head, csrf: csrfField(visit) }));
  });

  routes.get("/sign-in", (c) => {
    if (c.var.visit.customer !== null) return c.redirect("/account", 303);
    const state = { email: "", problem: null, next: safeNext(c.req.query("next")) };
    return c.html(signInPage(frameOf(c), state, csrfField(c.var.visit)));
  });

  routes.post("/sign-in", async (c) => {
    const { stores, visit, form } = c.var;
    const [email, next] = [form("email"), safeNext(form("next"))];
    const again = (problem: string, status: 422 | 429) =>
      c.html(signInPage(frameOf(c), { email, problem, next }, csrfField(visit)), status);
    if (!limit.mayTry(email))
      return again("Too many tries for this address. Please wait a quarter of an hour.", 429);
    const customer = stores.customers.byEmail(email);
    const fits = await passwordFits(form("password").slice(0, 200), customer?.password);
    if (customer === null || !fits) {
      limit.failed(email);
      return again("That e-mail address and password do not belong together.", 422);
    }
    limit.succeeded(email);
    visit.signIn(customer.id);
    return c.redirect(next, 303);
  });

  routes.get("/register", (c) => {
    if (c.var.visit.customer !== null) return c.redirect("/account", 303);
    const state = { entry: { name: "", email: "" }, errors: {}, next: safeNext(c.req.query("next")) };
    return c.html(registerPage(frameOf(c), state, csrfField(c.var.visit)));
  });

  routes.post("/register", async (c) => {
    const { stores, visit, form } = c.var;
    const next = safeNext(form("next"));
    const entry = { name: form("name"), email: form("email") };
    const again = (errors: { name?: string; email?: string; password?: string }) =>
      c.html(registerPage(frameOf(c), { entry, errors, next }, csrfField(visit)), 422);
    const checked = checkForm(registerSchema, form);
    if ("errors" in checked) return again(checked.errors);
    const { name, email, password } = checked.entry;
    const id = stores.customers.add(email, name, await sealPassword(password));
    if (id === null)
      return again({ email: "There is an account with this address already. Please sign in." });
    visit.signIn(id);
    return c.redirect(next, 303);
  });

  routes.post("/sign-out", (c) => {
    c.var.visit.signOut();
    return c.redirect("/", 303);
  });

  return routes;
}

/** Where to go after signing in: only to places of this list, so that no link can send a customer elsewhere. */
function safeNext(next: string | undefined): string {
  return next === "/checkout" ? next : "/account";
}
