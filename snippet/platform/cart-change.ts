import type { Cart, Line } from "./cart.ts";

/** What became more or less between two readings of a cart: an `add_to_cart` or `remove_from_cart` for each. */
export function cartChange(before: Cart, after: Cart) {
  return [
    { name: "add_to_cart", items: more(before.lines, after.lines) },
    { name: "remove_from_cart", items: more(after.lines, before.lines) },
  ].flatMap(({ name, items }) => {
    if (!items[0]) return [];
    const value = items.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
    // Prices are decimals and floats are not: 3 × 0.1 is to be 0.3.
    return [{ name, params: { currency: after.currency, value: +value.toFixed(3), items } }];
  });
}

/** What there is more of in the second. */
function more(first: readonly Line[], second: readonly Line[]): Line[] {
  const had = quantities(first);
  return [...quantities(second)].flatMap(([key, line]) => {
    const quantity = line.quantity - (had.get(key)?.quantity ?? 0);
    return quantity > 0 ? [{ ...line, quantity }] : [];
  });
}

/** A product may be in several lines, as with another engraving. */
function quantities(lines: readonly Line[]): Map<string, Line> {
  const all = new Map<string, Line>();
  for (const line of lines) {
    const key = `${line.item_id} ${line.item_variant ?? ""}`;
    all.set(key, { ...line, quantity: line.quantity + (all.get(key)?.quantity ?? 0) });
  }
  return all;
}
