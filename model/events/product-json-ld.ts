/** Something from JSON-LD: any field may be missing, or be what it should not be. */
type Node = Readonly<Record<string, unknown>>;

/** Offers in offers in variants: deeper ones are nobody's prices. */
const deepest = 8;
const mostQuantity = 1_000_000;

/**
 * What a page's JSON-LD says of a product, as the parameters of a commerce event of GA4. Whatever the page does not say,
 * or says in a form that could mean two things, is missing.
 * @param node one of type Product or ProductGroup: https://schema.org/Product
 * @param quantity how many of it, where that is known.
 * @returns `undefined` where it is no node.
 */
export function productParams(node: unknown, quantity?: unknown): Record<string, unknown> | undefined {
  if (!isNode(node)) return undefined;
  const [price, currency] = offerOf(node) ?? [];
  const count = countOf(quantity);
  return {
    currency: text(currency),
    // Prices are decimals and floats are not: 3 × 0.1 is to be 0.3.
    value: price === undefined ? undefined : Number((price * (count ?? 1)).toFixed(3)),
    items: [{ ...itemOf(node), price, quantity: count }],
  };
}

/** Of a form's field, which is text, or of a script. */
export function countOf(quantity: unknown): number | undefined {
  const count = typeof quantity === "string" ? Number(quantity) : quantity;
  return typeof count === "number" && count > 0 && count <= mostQuantity ? count : undefined;
}

function itemOf(node: Node): Record<string, string | undefined> {
  const categories = nodes(node["category"])
    .map(text)
    .join(">")
    .split(/\s*(?:>|&gt;)\s*/);
  return {
    item_id: text([node["sku"], node["productID"], node["mpn"], node["@id"]]),
    item_name: text(node["name"]),
    item_brand: text(node["brand"]),
    ...Object.fromEntries(
      ["", "2", "3", "4", "5"].map((nth, index) => [`item_category${nth}`, categories[index] || undefined]),
    ),
  };
}

/**
 * The first price in a product's offers, and its currency, wherever they are: in one of several offers, in a range,
 * in a specification, in a variant.
 */
function offerOf(
  value: unknown,
  outerCurrency?: unknown,
  depth = 0,
): [price: number, currency: unknown] | undefined {
  if (depth > deepest) return undefined;
  for (const node of nodes(value)) {
    const currency = node["priceCurrency"] ?? outerCurrency;
    const price = text([node["price"], node["lowPrice"]]) ?? "";
    // "1,299.00" and "19,99" mean different things in different shops: no price is better than a wrong one.
    if (/^\d{1,12}(\.\d{1,9})?$/.test(price)) return [Number(price), currency];
    const inner = [node["offers"], node["priceSpecification"], node["hasVariant"]];
    const offer = offerOf(inner, currency, depth + 1);
    if (offer !== undefined) return offer;
  }
  return undefined;
}

/** What is there of a value that may be missing, or one, or a list, even of lists. */
function nodes(value: unknown): Node[] {
  return [value]
    .flat(9)
    .map((each) => listed(each))
    .flat(9)
    .filter((each) => each !== undefined && each !== null && each !== "") as Node[];
}

/** The text of the first of some values, or the name of what it stands for. */
function text(value: unknown): string | undefined {
  const [first] = nodes(value);
  const words: unknown = first?.["name"] ?? first;
  return typeof words === "string" || typeof words === "number" ? String(words).trim() : undefined;
}

/**
 * A list, also where it comes as its own JSON: older Prototype.js teaches lists a `toJSON` that makes a text of them
 * (https://github.com/prototypejs/prototype/issues/327). Anything else as it is.
 */
export function listed(value: unknown): unknown {
  return typeof value === "string" && /^\s*[[]/.test(value) ? (parsed(value) ?? value) : value;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
