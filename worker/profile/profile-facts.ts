import type { FactName } from "../../model/facts/catalogue.ts";
import type { ProfileFacts } from "../../model/snapshot.ts";
import { affinityEvents, affinityOf } from "./affinity.ts";
import { cartEvents, cartOf } from "./cart.ts";
import { mergedTraits, type Strategies } from "../../model/trait.ts";
import { isVisitor, visitorNode } from "../../model/identity/node.ts";
import type { LoggedEvent } from "./logged-event.ts";
import { orderEvents, ordersOf } from "./orders.ts";
import type { ProfileState } from "./state.ts";
import { traitFacts } from "./trait-facts.ts";

/** A cart is younger than this many events, and a taste does not need more. */
const mostCartEvents = 500;
const mostAffinityEvents = 300;

/** Works out what live rules want to know of a profile, and nothing else. */
export function profileFacts(
  state: ProfileState,
  strategies: Strategies,
  wanted: readonly FactName[],
): ProfileFacts {
  const { events } = state;
  const all: ProfileFacts = {};
  const asksFor = (...names: FactName[]) => names.some((name) => wanted.includes(name));
  if (asksFor("cartValue", "cartItems", "cartProducts", "cartCategories"))
    Object.assign(all, cartOf(events.latest(cartEvents, mostCartEvents)));
  if (asksFor("orders", "lifetimeValue", "averageOrderValue", "daysSinceLastOrder"))
    Object.assign(all, ordersOf(events.latest(orderEvents)));
  if (asksFor("favouriteCategory", "favouriteBrand", "categoryAffinity"))
    Object.assign(all, affinityOf(events.latest(affinityEvents, mostAffinityEvents)));
  if (asksFor("emailOpens", "daysSinceEmailOpen")) {
    const opens = events.named("email_open");
    Object.assign(all, { emailOpens: opens.length }, latestOf(opens));
  }
  if (asksFor("emailClicks")) all.emailClicks = events.named("email_click").length;
  if (asksFor("known")) all.known = isKnown(state);
  if (asksFor("tags", "tier", "points", "traits"))
    Object.assign(all, traitFacts(mergedTraits(state.traits, strategies)));
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(factOf(name))));
}

/** Whether this is more than a browser: a profile that has no visitor's id is a person's. */
export function isKnown({ sources, profile }: ProfileState): boolean {
  return [...sources.keys()].some((node) => !isVisitor(node)) || !sources.has(visitorNode(profile));
}

function latestOf(opens: readonly LoggedEvent[]): Pick<ProfileFacts, "lastEmailOpenAtMs"> {
  const last = opens.at(-1);
  return last === undefined ? {} : { lastEmailOpenAtMs: last.timeMs };
}

/** Days are counted from moments, which are carried under names of their own. */
function factOf(name: string): FactName {
  if (name === "lastOrderAtMs") return "daysSinceLastOrder";
  return name === "lastEmailOpenAtMs" ? "daysSinceEmailOpen" : (name as FactName);
}
