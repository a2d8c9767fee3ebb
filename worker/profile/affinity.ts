import type { ProfileFacts } from "../../model/snapshot.ts";
import type { Item } from "./amount.ts";
import { textOf } from "./item.ts";
import { inOrder, type LoggedEvent } from "./logged-event.ts";
import { distinctPurchases } from "./orders.ts";

/** How much each event says about what somebody likes. */
const weights: Readonly<Record<string, number>> = { view_item: 1, add_to_cart: 3, purchase: 5 };
export const affinityEvents = Object.keys(weights);

/** After this long an event says half as much. */
const halfLifeMs = 30 * 24 * 60 * 60_000;
const mostCategories = 10;

/**
 * What somebody likes, from the products that they looked at, put into the cart and bought, less the longer ago that is.
 * Shares of all of it, so that they do not change by waiting: all categories fade alike.
 * @param events those of {@link affinityEvents}, in any order.
 */
export function affinityOf(
  events: readonly LoggedEvent[],
): Pick<ProfileFacts, "favouriteCategory" | "favouriteBrand" | "categoryAffinity"> {
  const ordered = inOrder([
    ...events.filter(({ name }) => name !== "purchase"),
    ...distinctPurchases(events),
  ]);
  const categories = sharesOf(ordered, (item) => textOf(item["item_category"]));
  const [category] = categories;
  const [brand] = sharesOf(ordered, (item) => textOf(item["item_brand"]));
  return {
    categoryAffinity: Object.fromEntries(
      categories.slice(0, mostCategories).map(([name, share]) => [name, Math.round(share * 1000) / 1000]),
    ),
    ...(category === undefined ? {} : { favouriteCategory: category[0] }),
    ...(brand === undefined ? {} : { favouriteBrand: brand[0] }),
  };
}

/** The largest first. */
function sharesOf(events: readonly LoggedEvent[], nameOf: (item: Item) => string): [string, number][] {
  const latestMs = events.at(-1)?.timeMs ?? 0;
  const sums = new Map<string, number>();
  let total = 0;
  for (const { name, timeMs, params } of events) {
    const weight = (weights[name] ?? 0) * 0.5 ** ((latestMs - timeMs) / halfLifeMs);
    // Several items of one kind say it once.
    for (const kind of new Set((params.items ?? []).map(nameOf))) {
      if (kind === "") continue;
      sums.set(kind, (sums.get(kind) ?? 0) + weight);
      total += weight;
    }
  }
  return [...sums]
    .map(([kind, sum]): [string, number] => [kind, sum / total])
    .sort(([a, shareA], [b, shareB]) => shareB - shareA || (a < b ? -1 : 1));
}
