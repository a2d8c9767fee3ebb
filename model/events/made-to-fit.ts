import { mostParams, mostItemParams, mostItems, mostNameCharacters, mostTextCharacters } from "../event.ts";
import { saidByAddress } from "./said-by-address.ts";
import { countOf, listed, productParams } from "./product-json-ld.ts";

type Members = readonly (readonly [name: string, value: unknown])[];

/**
 * An event of a page, without what no event can have. What scripts of a page say is written for other tools, and the
 * snippet has no room to look at it: one stray value must not cost the event. Its id, name and time stay as they are, and
 * whether they and what remains are right is for others to say. Nothing throws.
 */
export function madeToFit(input: unknown): unknown {
  if (!isRecord(input)) return input;
  const params = isRecord(input["params"]) ? input["params"] : {};
  if (input["name"] === "identify")
    return { ...input, params: { ...params, identities: listed(params["identities"]) } };
  const known = input["name"] === "page_view" ? withPath(params) : withProduct(params);
  return { ...input, params: fittingParams(known) };
}

function withPath(params: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { path } = saidByAddress(params["page_location"]);
  return path === undefined ? params : { page_path: path, ...params };
}

/** A product that the page describes for search engines, told with GA4's parameters in the place of the description. */
function withProduct(params: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { json_ld: jsonLd, quantity, ...others } = params;
  if (jsonLd === undefined && others["ew_from"] !== "form") return params;
  const count = countOf(quantity);
  const product =
    productParams(jsonLd, quantity) ?? (count === undefined ? {} : { items: [{ quantity: count }] });
  return { ...others, ...product };
}

function fittingParams(params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { items, ...rest } = params;
  const list = items === undefined ? undefined : fittingItems(items);
  const others = fittingScalars(rest, list === undefined ? mostParams : mostParams - 1);
  return list === undefined ? others : { ...others, items: list };
}

/** A list, one item, or either as JSON. @returns `undefined` for anything else. */
function fittingItems(value: unknown): Record<string, unknown>[] | undefined {
  const items = listed(value);
  if (isRecord(items)) return fittingItems([items]);
  if (!Array.isArray(items)) return undefined;
  return items
    .filter(isRecord)
    .slice(0, mostItems)
    .map((item) => fittingScalars(item, mostItemParams));
}

function fittingScalars(record: Readonly<Record<string, unknown>>, most: number): Record<string, unknown> {
  const members: Members = Object.entries(record)
    .filter(([name, value]) => name.length <= mostNameCharacters && isScalar(value))
    .slice(0, most)
    .map(([name, value]) => [name, typeof value === "string" ? shortened(value) : value]);
  return Object.fromEntries(members);
}

function isScalar(value: unknown): boolean {
  return (
    value === null ||
    typeof value === "string" ||
    typeof value === "boolean" ||
    (typeof value === "number" && Number.isFinite(value))
  );
}

/** Not through the middle of a character. */
function shortened(text: string): string {
  return text.length > mostTextCharacters
    ? text.slice(0, mostTextCharacters).replace(/[\uD800-\uDBFF]$/, "")
    : text;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
