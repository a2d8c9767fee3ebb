import type { FactName } from "../../model/facts/catalogue.ts";
import type { ProfileFacts } from "../../model/snapshot.ts";
import { affinityEvents, affinityOf } from "./affinity.ts";
import { cartEvents, cartOf } from "./cart.ts";
import { inOrder, type LoggedEvent } from "./logged-event.ts";
import { orderEvents, ordersOf } from "./orders.ts";

/** Reads events of these names from the profile's log: all of them, or the latest `most`. */
export type ReadLog = (names: readonly string[], most?: number) => LoggedEvent[];

/** A cart is younger than this many events, and a taste does not need more. */
const mostCartEvents = 500;
const mostAffinityEvents = 300;

/** Works out what live rules want to know from a profile's events, and nothing else. */
export function profileFacts(wanted: readonly FactName[], read: ReadLog): ProfileFacts {
  const all: ProfileFacts = {};
  const asksFor = (...names: FactName[]) => names.some((name) => wanted.includes(name));
  if (asksFor("cartValue", "cartItems", "cartProducts", "cartCategories"))
    Object.assign(all, cartOf(read(cartEvents, mostCartEvents)));
  if (asksFor("orders", "lifetimeValue", "averageOrderValue", "daysSinceLastOrder"))
    Object.assign(all, ordersOf(read(orderEvents)));
  if (asksFor("favouriteCategory", "favouriteBrand", "categoryAffinity"))
    Object.assign(all, affinityOf(read(affinityEvents, mostAffinityEvents)));
  if (asksFor("emailOpens", "daysSinceEmailOpen")) {
    const opens = read(["email_open"]);
    Object.assign(all, { emailOpens: opens.length }, latestOf(opens));
  }
  if (asksFor("emailClicks")) all.emailClicks = read(["email_click"]).length;
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(factOf(name))));
}

function latestOf(opens: readonly LoggedEvent[]): Pick<ProfileFacts, "lastEmailOpenAtMs"> {
  const last = inOrder(opens).at(-1);
  return last === undefined ? {} : { lastEmailOpenAtMs: last.timeMs };
}

/** Days are counted from moments, which are carried under names of their own. */
function factOf(name: string): FactName {
  if (name === "lastOrderAtMs") return "daysSinceLastOrder";
  return name === "lastEmailOpenAtMs" ? "daysSinceEmailOpen" : (name as FactName);
}
