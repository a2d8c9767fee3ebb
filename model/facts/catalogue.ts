import { weekdays } from "../weekdays.ts";

/** What kind of value a fact has. Each of them may also be `null`: not known. */
export type FactKind =
  | "text"
  /** One of a few values. */
  | "choice"
  | "number"
  | "boolean"
  /** Several texts. */
  | "list"
  /** As in 17.4.1, for `$vgt` and its relatives. */
  | "version"
  /** A place on the map, for `$near`. */
  | "point"
  /** Texts by a name that the site gives, asked for as in `query.gift`. */
  | "texts"
  /** Numbers from 0 to 1 by a name that the site gives, as in `categoryAffinity.Lips`. */
  | "shares"
  /** Values of any plain kind by a name that the site gives, as in `traits.contract`. */
  | "traits";

/** What a fact is about, as pickers group them. */
export type FactGroup = "source" | "page" | "device" | "place" | "time" | "visit" | "cart" | "customer";

/** One thing that a condition can ask about. What explains it to people stands in `fact-guide.ts`. */
export interface Fact {
  kind: FactKind;
  group: FactGroup;
  /** As a marketer reads it, in a sentence: "the source is …". */
  label: string;
  /** For numbers that count or measure something; `money` is in the site's currency. */
  unit?: "money" | "days" | "minutes" | "hours" | "degrees";
  /** For a choice: every value it can have. */
  values?: readonly string[];
  /**
   * Whether the profile index in D1 keeps it, so that audiences can be counted: as it is, as it was at the last visit,
   * or by the moment from which days are counted. Without it, only a visitor who is here has this fact.
   */
  index?: "profile" | "lastVisit" | { readonly since: string };
}

/** Every fact there is: the one list that the edge, validation, SQL and the dashboard's pickers read. */
export const facts = {
  source: { kind: "text", group: "source", label: "source", index: "lastVisit" },
  medium: { kind: "text", group: "source", label: "medium", index: "lastVisit" },
  campaign: { kind: "text", group: "source", label: "campaign", index: "lastVisit" },
  term: { kind: "text", group: "source", label: "search term", index: "lastVisit" },
  content: { kind: "text", group: "source", label: "advertisement", index: "lastVisit" },
  searchEngine: { kind: "text", group: "source", label: "search engine", index: "lastVisit" },
  referrer: { kind: "text", group: "source", label: "referring page", index: "lastVisit" },

  url: { kind: "text", group: "page", label: "address" },
  path: { kind: "text", group: "page", label: "path" },
  query: { kind: "texts", group: "page", label: "query parameter" },
  previousPage: { kind: "text", group: "page", label: "previous page" },

  device: {
    kind: "choice",
    group: "device",
    label: "device",
    values: ["mobile", "tablet", "desktop"],
    index: "lastVisit",
  },
  browser: { kind: "text", group: "device", label: "browser", index: "lastVisit" },
  browserVersion: { kind: "version", group: "device", label: "browser version", index: "lastVisit" },
  os: { kind: "text", group: "device", label: "operating system", index: "lastVisit" },
  osVersion: { kind: "version", group: "device", label: "operating system version", index: "lastVisit" },
  language: { kind: "text", group: "device", label: "language", index: "lastVisit" },
  languages: { kind: "list", group: "device", label: "accepted languages", index: "lastVisit" },

  country: { kind: "text", group: "place", label: "country", index: "lastVisit" },
  continent: {
    kind: "choice",
    group: "place",
    label: "continent",
    values: ["AF", "AN", "AS", "EU", "NA", "OC", "SA"],
    index: "lastVisit",
  },
  inEuropeanUnion: { kind: "boolean", group: "place", label: "European Union", index: "lastVisit" },
  region: { kind: "text", group: "place", label: "region", index: "lastVisit" },
  regionCode: { kind: "text", group: "place", label: "region code", index: "lastVisit" },
  city: { kind: "text", group: "place", label: "city", index: "lastVisit" },
  postalCode: { kind: "text", group: "place", label: "postal code", index: "lastVisit" },
  location: { kind: "point", group: "place", label: "location" },
  network: { kind: "text", group: "place", label: "network", index: "lastVisit" },

  hour: { kind: "number", group: "time", label: "hour at the shop", unit: "hours" },
  weekday: { kind: "choice", group: "time", label: "weekday at the shop", values: weekdays },
  date: { kind: "text", group: "time", label: "date at the shop" },
  visitorHour: { kind: "number", group: "time", label: "hour at the visitor's", unit: "hours" },
  visitorWeekday: { kind: "choice", group: "time", label: "weekday at the visitor's", values: weekdays },
  visitorDate: { kind: "text", group: "time", label: "date at the visitor's" },
  visitorTimeZone: { kind: "text", group: "time", label: "visitor's time zone", index: "lastVisit" },

  visitor: {
    kind: "choice",
    group: "visit",
    label: "visitor",
    values: ["new", "returning"],
    index: "lastVisit",
  },
  visits: { kind: "number", group: "visit", label: "number of visits", index: "profile" },
  pagesThisVisit: { kind: "number", group: "visit", label: "number of pages in this visit" },
  pagesViewed: { kind: "number", group: "visit", label: "number of pages ever", index: "profile" },
  daysSinceFirstVisit: {
    kind: "number",
    group: "visit",
    label: "time since the first visit",
    unit: "days",
    index: { since: "firstSeenAtMs" },
  },
  daysSinceLastVisit: {
    kind: "number",
    group: "visit",
    label: "time between this visit and the one before",
    unit: "days",
  },
  visitMinutes: { kind: "number", group: "visit", label: "length of this visit", unit: "minutes" },
  landingPage: { kind: "text", group: "visit", label: "landing page", index: "lastVisit" },

  cartValue: { kind: "number", group: "cart", label: "cart value", unit: "money", index: "profile" },
  cartItems: { kind: "number", group: "cart", label: "number of items in the cart", index: "profile" },
  cartProducts: { kind: "list", group: "cart", label: "products in the cart", index: "profile" },
  cartCategories: { kind: "list", group: "cart", label: "categories in the cart", index: "profile" },

  known: { kind: "boolean", group: "customer", label: "identity", index: "profile" },
  orders: { kind: "number", group: "customer", label: "number of orders", index: "profile" },
  lifetimeValue: {
    kind: "number",
    group: "customer",
    label: "lifetime value",
    unit: "money",
    index: "profile",
  },
  averageOrderValue: {
    kind: "number",
    group: "customer",
    label: "average order value",
    unit: "money",
    index: "profile",
  },
  daysSinceLastOrder: {
    kind: "number",
    group: "customer",
    label: "time since the last order",
    unit: "days",
    index: { since: "lastOrderAtMs" },
  },
  favouriteCategory: { kind: "text", group: "customer", label: "favourite category", index: "profile" },
  favouriteBrand: { kind: "text", group: "customer", label: "favourite brand", index: "profile" },
  categoryAffinity: { kind: "shares", group: "customer", label: "affinity to", index: "profile" },
  tags: { kind: "list", group: "customer", label: "tags", index: "profile" },
  tier: { kind: "text", group: "customer", label: "tier", index: "profile" },
  points: { kind: "number", group: "customer", label: "points", index: "profile" },
  consent: { kind: "list", group: "customer", label: "consent", index: "profile" },
  emailOpens: { kind: "number", group: "customer", label: "number of e-mails opened", index: "profile" },
  emailClicks: { kind: "number", group: "customer", label: "number of e-mail clicks", index: "profile" },
  daysSinceEmailOpen: {
    kind: "number",
    group: "customer",
    label: "time since an e-mail was opened",
    unit: "days",
    index: { since: "lastEmailOpenAtMs" },
  },
  experiments: { kind: "texts", group: "customer", label: "variant of", index: "profile" },
  traits: { kind: "traits", group: "customer", label: "trait", index: "profile" },
} as const satisfies Record<string, Fact>;

export type FactName = keyof typeof facts;

export function isFactName(name: string): name is FactName {
  return Object.hasOwn(facts, name);
}

/**
 * The fact that a condition's key names, as in `source`, or as in `query.gift` where the site gives the names.
 * @returns `undefined` where there is none.
 */
export function factNamed(key: string): Fact | undefined {
  const dot = key.indexOf(".");
  const name = dot === -1 ? key : key.slice(0, dot);
  if (!isFactName(name)) return undefined;
  const fact: Fact = facts[name];
  const isNamedBySite = ["texts", "shares", "traits"].includes(fact.kind);
  return isNamedBySite === dot > 0 && key.length > dot + 1 ? fact : undefined;
}
