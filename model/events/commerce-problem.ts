type Params = Readonly<Record<string, unknown>>;

interface Commerce {
  name: string;
  params: Params & { items?: readonly Params[] | undefined };
}

/**
 * The commerce events of GA4, and the parameter without which one cannot be counted. What is merely useful may be missing.
 * Source: https://developers.google.com/analytics/devguides/collection/ga4/reference/events
 */
const commerceEvents: ReadonlyMap<string, string | undefined> = new Map([
  ...[
    "view_item_list",
    "select_item",
    "view_item",
    "add_to_wishlist",
    "add_to_cart",
    "remove_from_cart",
    "view_cart",
    "begin_checkout",
    "add_shipping_info",
    "add_payment_info",
    "view_promotion",
    "select_promotion",
  ].map((name) => [name, undefined] as const),
  ["purchase", "transaction_id"],
  ["refund", "transaction_id"],
  ["search", "search_term"],
]);

/** Events about money that was really paid: without a currency nobody could say how much. */
const paid: readonly string[] = ["purchase", "refund"];

const isNumeric = /^(value|tax|shipping|price|quantity|discount|index)$/;
const isText =
  /^(item_|promotion_|creative_|(affiliation|coupon|currency|location_id|payment_type|search_term|shipping_tier|transaction_id)$)/;

/**
 * What is wrong with a commerce event's parameters, as a sentence; nothing for events of other names. A wrong type is
 * wrong also where the parameter could have been left out; tag managers make texts of numbers, and that is right.
 * @param isTold by a server, which knows each item's name and the currency; a page may see that there is something, and
 *   not what, and its currency is the shop's.
 */
export function commerceProblem({ name, params }: Commerce, isTold: boolean): string | undefined {
  if (!commerceEvents.has(name)) return undefined;
  return (
    missingProblem(name, params, isTold) ??
    typeProblem(params, "params") ??
    firstOf(params.items ?? [], (item, index) => itemProblem(item, `params.items[${index}]`, isTold))
  );
}

function missingProblem(name: string, params: Params, isTold: boolean): string | undefined {
  const missing = commerceEvents.get(name);
  if (missing !== undefined && isMissing(params[missing])) return `params.${missing}: A ${name} needs it.`;
  const { value, currency } = params;
  if (!paid.includes(name) || isMissing(value) || (isMissing(currency) && !isTold)) return undefined;
  return /^[A-Z]{3}$/i.test(String(currency))
    ? undefined
    : `params.currency: A ${name} with a value needs its currency, an ISO 4217 code such as EUR.`;
}

function itemProblem(item: Params, path: string, needsName: boolean): string | undefined {
  if (needsName && isMissing(item["item_id"]) && isMissing(item["item_name"]))
    return `${path}: An item needs item_id or item_name.`;
  return typeProblem(item, path);
}

function typeProblem(params: Params, path: string): string | undefined {
  return firstOf(Object.entries(params), ([name, value]) => {
    if (isMissing(value)) return undefined;
    if (isNumeric.test(name) && !isNumber(value)) return `${path}.${name}: This is a number, such as 19.9.`;
    if (isText.test(name) && typeof value === "boolean") return `${path}.${name}: This is text.`;
    return undefined;
  });
}

/** Tag managers send an empty text for what they do not know. */
function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /^-?\d{1,15}(\.\d{1,9})?$/.test(value));
}

function firstOf<T>(
  values: readonly T[],
  problemOf: (value: T, index: number) => string | undefined,
): string | undefined {
  for (const [index, value] of values.entries()) {
    const problem = problemOf(value, index);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
