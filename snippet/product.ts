/** A product as a page describes it to search engines, in GA4's names. */
export interface Product {
  currency: string | undefined;
  item: {
    item_id: string | undefined;
    item_name: string | undefined;
    item_brand: string | undefined;
    price: number | undefined;
    /** `item_category`, `item_category2` … `item_category5` */
    [category: string]: string | number | undefined;
  };
}

/** Something from JSON-LD: any field may be missing, or be what it should not be. */
type Node = Readonly<Record<string, unknown>>;

/** The products that the text of a JSON-LD script describes; those that it merely lists are left out. */
export function productsIn(jsonLd: string): Product[] {
  try {
    return productNodes(JSON.parse(jsonLd)).map(productOf);
  } catch {
    return [];
  }
}

function productNodes(value: unknown): Node[] {
  return nodes(value).flatMap<Node>((node) =>
    /\bProduct(Group)?\b/.test(String(node["@type"]))
      ? node
      : productNodes([node["@graph"], node.mainEntity]),
  );
}

function productOf(node: Node): Product {
  const [price, currency] = offerOf(node) ?? [];
  const categories = nodes(node.category)
    .map(text)
    .join(">")
    .split(/\s*(?:>|&gt;)\s*/);
  return {
    currency: text(currency),
    item: {
      item_id: text([node.sku, node.productID, node.mpn, node["@id"]]),
      item_name: text(node.name),
      item_brand: text(node.brand),
      price,
      ...Object.fromEntries(
        ["", 2, 3, 4, 5].map((nth, index) => ["item_category" + nth, categories[index] || undefined]),
      ),
    },
  };
}

/**
 * The first price in a product's offers, and its currency, wherever they are: in one of several offers, in a range,
 * in a specification, in a variant.
 */
function offerOf(value: unknown, outerCurrency?: unknown): [price: number, currency: unknown] | undefined {
  for (const node of nodes(value)) {
    const currency = node.priceCurrency ?? outerCurrency;
    const price = text([node.price, node.lowPrice]);
    // "1,299.00" and "19,99" mean different things in different shops: no price is better than a wrong one.
    if (/^\d+(\.\d+)?$/.test(String(price))) return [Number(price), currency];
    const offer = offerOf([node.offers, node.priceSpecification, node.hasVariant], currency);
    if (offer) return offer;
  }
  return undefined;
}

/** What is there of a value that may be missing, or one, or a list, even of lists. */
function nodes(value: unknown): Node[] {
  return [value].flat(9).filter((each) => each != null && each !== "") as Node[];
}

/** The text of the first of some values, or the name of what it stands for. */
function text(value: unknown): string | undefined {
  const [first] = nodes(value);
  const words: unknown = first?.name ?? first;
  return typeof words == "string" || typeof words == "number" ? String(words).trim() : undefined;
}
