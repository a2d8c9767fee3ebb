import type { DatabaseSync } from "node:sqlite";
import { cartStore } from "./storage/carts.ts";
import type { CartStore } from "./storage/carts.ts";
import { customerStore } from "./storage/customers.ts";
import type { CustomerStore } from "./storage/customers.ts";
import { inTransaction } from "./storage/database.ts";
import { orderStore } from "./storage/orders.ts";
import type { OrderStore } from "./storage/orders.ts";
import { sessionStore } from "./storage/sessions.ts";
import type { SessionStore } from "./storage/sessions.ts";

/** All the shop remembers. */
export interface Stores {
  readonly sessions: SessionStore;
  readonly carts: CartStore;
  readonly orders: OrderStore;
  readonly customers: CustomerStore;
  /** Runs the work so that either all of it is kept or none. */
  readonly together: <Result>(work: () => Result) => Result;
}

export function storesIn(db: DatabaseSync): Stores {
  return {
    sessions: sessionStore(db),
    carts: cartStore(db),
    orders: orderStore(db),
    customers: customerStore(db),
    together: (work) => inTransaction(db, work),
  };
}
