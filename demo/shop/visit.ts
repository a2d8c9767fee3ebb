import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie, deleteCookie } from "hono/cookie";
import { cartLines, pieceCount } from "./cart.ts";
import type { Customer } from "./storage/customers.ts";
import { sessionDays } from "./storage/sessions.ts";
import type { Session } from "./storage/sessions.ts";
import type { Stores } from "./stores.ts";

/** The name of the shop's one cookie. */
export const sessionCookie = "shop_session";

/** The visitor of the request at hand. */
export interface Visit {
  readonly session: Session | null;
  readonly customer: Customer | null;
  readonly pieces: number;
  /** The session, begun now if the visitor had none: only what needs one (a form, the bag) sets a cookie. */
  begin(): Session;
  signIn(customerId: number): void;
  signOut(): void;
}

/** What every request handler of the shop finds in its context. */
export interface ShopEnv {
  Variables: { stores: Stores; visit: Visit; nonce: string; form: (field: string) => string };
}

/** Finds out who is visiting. */
export function recogniseVisitor(stores: Stores): MiddlewareHandler<ShopEnv> {
  return async (c, next) => {
    c.set("stores", stores);
    c.set("visit", visitOf(c, stores));
    await next();
  };
}

function visitOf(c: Context<ShopEnv>, stores: Stores): Visit {
  const cookie = getCookie(c, sessionCookie);
  let session = cookie === undefined ? null : stores.sessions.byCookie(cookie);
  const giveCookie = (value: string) =>
    setCookie(c, sessionCookie, value, {
      path: "/",
      httpOnly: true,
      sameSite: "Lax",
      maxAge: sessionDays * 86_400,
    });
  // The cookie of a returning visitor is given again, so that the days count from the latest visit.
  if (cookie !== undefined && session !== null) giveCookie(cookie);

  return {
    get session() {
      return session;
    },
    get customer() {
      return session?.customerId == null ? null : stores.customers.byId(session.customerId);
    },
    get pieces() {
      return session === null ? 0 : pieceCount(cartLines(stores.carts.lines(session.key)));
    },
    begin() {
      if (session !== null) return session;
      const begun = stores.sessions.create();
      giveCookie(begun.cookie);
      session = begun.session;
      return session;
    },
    signIn(customerId) {
      giveCookie(stores.sessions.handOver(this.begin().key, customerId));
    },
    signOut() {
      if (session !== null) stores.sessions.remove(session.key);
      deleteCookie(c, sessionCookie, { path: "/" });
      session = null;
    },
  };
}
