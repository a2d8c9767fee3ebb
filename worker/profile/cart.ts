import type { ProfileFacts } from "../../model/snapshot.ts";
import { asMoney, asPieces, costOf, type Item, moneyOf, quantityOf } from "./amount.ts";
import { itemCategories, itemName } from "./item.ts";
import { inOrder, type LoggedEvent } from "./logged-event.ts";

/** The events that a cart is worked out from. */
export const cartEvents = ["add_to_cart", "remove_from_cart", "view_cart", "purchase"] as const;

/** As many as fit into what a visitor carries: those put in last. */
const mostProducts = 20;
const mostCategories = 20;

/** One product in the cart: thousandths of pieces, and what they cost in 1/10,000. */
interface Line {
  quantity: number;
  cost: number;
  categories: readonly string[];
}

interface Cart {
  lines: Map<string, Line>;
  /** What the shop took off the whole cart when it was last looked at; negative where it put something on top. */
  discount: number;
}

/**
 * What is in somebody's cart. A `view_cart` with items is the truth at its time; adding and removing goes on from
 * there; a purchase empties it.
 * @param events those of {@link cartEvents}, in any order.
 */
export function cartOf(
  events: readonly LoggedEvent[],
): Pick<ProfileFacts, "cartValue" | "cartItems" | "cartProducts" | "cartCategories"> {
  let cart = emptyCart();
  for (const event of inOrder(events)) cart = after(cart, event);
  const lines = [...cart.lines.values()];
  const cost = lines.reduce((sum, line) => sum + line.cost, 0);
  const named = [...cart.lines.keys()].filter((name) => name !== "");
  const categories = new Set(lines.flatMap((line) => line.categories));
  return {
    cartValue: lines.length === 0 ? 0 : asMoney(Math.max(0, cost - cart.discount)),
    cartItems: asPieces(lines.reduce((sum, line) => sum + line.quantity, 0)),
    cartProducts: named.slice(-mostProducts),
    cartCategories: [...categories].slice(-mostCategories),
  };
}

function emptyCart(): Cart {
  return { lines: new Map(), discount: 0 };
}

function after(cart: Cart, { name, params }: LoggedEvent): Cart {
  const { items } = params;
  const told = moneyOf(params["value"]);
  switch (name) {
    case "purchase":
      return emptyCart();
    case "view_cart": {
      if (items === undefined) return told === 0 ? emptyCart() : cart;
      const seen = emptyCart();
      for (const item of items) add(seen.lines, item, costOf(item) ?? 0);
      const cost = [...seen.lines.values()].reduce((sum, line) => sum + line.cost, 0);
      return { ...seen, discount: told === undefined ? 0 : cost - told };
    }
    case "add_to_cart":
      for (const item of items ?? []) add(cart.lines, item, costOf(item) ?? soleWorth(items, told));
      return cart;
    case "remove_from_cart":
      for (const item of items ?? []) remove(cart.lines, item);
      return cart.lines.size === 0 ? emptyCart() : cart;
    default:
      return cart;
  }
}

/** An item without a price is worth what its event is, where it is the only one. */
function soleWorth(items: readonly Item[] | undefined, told: number | undefined): number {
  return items?.length === 1 ? (told ?? 0) : 0;
}

function add(lines: Map<string, Line>, item: Item, cost: number): void {
  const name = itemName(item);
  const quantity = quantityOf(item);
  if (quantity === 0) return;
  const line = lines.get(name);
  // What was put in last comes last.
  lines.delete(name);
  lines.set(name, {
    quantity: (line?.quantity ?? 0) + quantity,
    cost: (line?.cost ?? 0) + cost,
    categories: [...new Set([...(line?.categories ?? []), ...itemCategories(item)])],
  });
}

/** Takes out pieces at what the pieces in the cart cost. */
function remove(lines: Map<string, Line>, item: Item): void {
  const name = itemName(item);
  const line = lines.get(name);
  if (line === undefined) return;
  const left = line.quantity - quantityOf(item);
  if (left <= 0) lines.delete(name);
  else lines.set(name, { ...line, quantity: left, cost: Math.round((line.cost * left) / line.quantity) });
}
