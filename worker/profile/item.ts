import type { Item } from "./amount.ts";

/** What is carried of a product's id or a category's name. */
const longestName = 60;

/** A product's id, else its name; empty where it has neither. */
export function itemName(item: Item): string {
  return textOf(item["item_id"]) || textOf(item["item_name"]);
}

/** `item_category` and the finer ones below it. */
export function itemCategories(item: Item): string[] {
  return ["item_category", "item_category2", "item_category3", "item_category4", "item_category5"]
    .map((name) => textOf(item[name]))
    .filter((category) => category !== "");
}

export function textOf(param: Item[string] | undefined): string {
  return typeof param === "string" || typeof param === "number" ? String(param).slice(0, longestName) : "";
}
