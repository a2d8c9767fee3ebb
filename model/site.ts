import * as v from "valibot";
import { Notice } from "./consent/consent.ts";
import { ConsentBanner } from "./consent/consent-banner.ts";
import { Attribution, usualAttribution } from "./goal.ts";
import { Identifier, Name } from "./identifier.ts";
import { usuallyLeftAlone } from "./left-alone.ts";
import { isTimeZone } from "./local-time.ts";
import { LanguageTag } from "./language.ts";
import { PagePattern } from "./page-pattern.ts";
import { Retention } from "./retention.ts";
import { Selector } from "./selector.ts";
import { Share } from "./share.ts";
import { SharedPages } from "./shared-pages.ts";
import { mostTraits, Strategy, TraitName } from "./trait.ts";
import { URL } from "./web-standards.ts";

/**
 * How a coupon is put into this shop's cart: the cart page, the field where a shopper types a code, the place where
 * the shop shows an applied one, and the total, which is read again to see that it really went down.
 */
const CartForm = v.object({
  path: v.pipe(v.string(), v.startsWith("/", "The cart's path starts with a slash.")),
  /** CSS selector of the input in the shop's own coupon form. */
  field: Selector,
  /** CSS selector of what the shop shows for an applied coupon; its text holds the code. */
  applied: Selector,
  /** CSS selector of the element whose text is the total to pay. */
  total: Selector,
});

const platforms = [
  "shopify",
  "woocommerce",
  "magento",
  "bigcommerce",
  "vendure",
  "medusa",
  "saleor",
  "other",
] as const;

/** All of it is known to every browser anyhow. */
const ShopApi = v.object({
  /** A path on the shop, or a web address, such as `/shop-api` or `https://api.shop.example/graphql/`. */
  address: v.pipe(
    v.string(),
    v.maxLength(500),
    v.check(
      (address) => /^\/(?!\/)/.test(address) || isWebAddress(address),
      "An API's address is a path on the shop, or an address such as https://api.shop.example/graphql/.",
    ),
  ),
  /** Medusa's publishable key, or Vendure's channel token. */
  key: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,200}$/))), null),
});

const Origin = v.pipe(
  v.string(),
  v.check(isWebAddress, "An origin is an address such as https://shop.example."),
  v.transform((address) => new URL(address).origin),
);

function isWebAddress(address: string): boolean {
  try {
    return /^https?:$/.test(new URL(address).protocol);
  } catch {
    return false;
  }
}

const Host = v.pipe(
  v.string(),
  v.toLowerCase(),
  v.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, "A host is a name such as www.shop.example, without port or path."),
);

const Limit = v.optional(
  v.nullable(
    v.pipe(v.number("A limit is a number."), v.integer("A limit is a whole number."), v.minValue(1)),
  ),
  null,
);

/** So that nobody is swamped: how many offers, and how many rules' offers, one visitor is shown. */
const Fatigue = v.object({
  offersPerPage: Limit,
  /** Rules that show an offer, counted once in a visit, on however many of its pages they show it. */
  offersPerSession: Limit,
});

/** One shop: where it is reached, where it really lives, and how Edgewise behaves on it. */
export const Site = v.object({
  id: Identifier,
  name: Name,
  hosts: v.pipe(v.array(Host), v.minLength(1, "A site needs at least one host.")),
  /** Hosts of pages that Edgewise does not stand before, which may send events by the snippet all the same. */
  snippetHosts: v.optional(v.pipe(v.array(Host), v.maxLength(50, "A site has at most 50 such hosts.")), []),
  /** Where the shop's own server answers; `null` means the zone's own origin, behind a Worker route. */
  origin: v.nullable(Origin),
  /** Everything Edgewise answers on the shop's host is under this path. */
  prefix: v.optional(
    v.pipe(v.string(), v.regex(/^\/[a-z0-9_-]{1,32}\/$/i, "A prefix is one path segment between slashes.")),
    "/_ew/",
  ),
  /** Whether the snippet's tag is inserted into each page. */
  snippet: v.optional(v.boolean(), true),
  /** What the shop runs on: of most platforms the snippet knows how coupons are applied, of some their carts and their consent. */
  platform: v.optional(v.picklist(platforms, `A platform is one of ${platforms.join(", ")}.`), "other"),
  /** Where browsers reach the platform's API for shoppers, where it is not at the platform's usual path. */
  shopApi: v.optional(v.nullable(ShopApi), null),
  /** What says that an order stands: the page that thanks for it, or the shop's signed word (a webhook). */
  ordersBy: v.optional(v.picklist(["page", "webhook"], "Orders are confirmed by page or webhook."), "page"),
  /** How much of a cart's worth must be left to pay, whatever coupons would take off together. `null`: no floor. */
  leastPaidPercent: v.optional(
    v.nullable(
      v.pipe(
        v.number("A percentage is a number."),
        v.gtValue(0, "A floor is more than 0 %; none at all is null."),
        v.maxValue(100, "A floor is at most 100 %."),
      ),
    ),
    null,
  ),
  /**
   * Of coupons that others could go without: how many new visitors of one address are given some in an hour, as far as one isolate
   * sees. `null`: however many there are.
   */
  newHoldersPerHour: v.optional(
    v.nullable(
      v.pipe(
        v.number("How many new visitors are given coupons is a number."),
        v.integer("How many new visitors are given coupons is a whole number."),
        v.minValue(1, "At least one new visitor is given coupons; null is no limit."),
      ),
    ),
    200,
  ),
  /** Whether the snippet says how quickly pages came and how they behaved (web vitals). */
  vitals: v.optional(v.boolean("Web vitals are sent or not: true or false."), false),
  /** BCP 47: what the shop's pages and the content of its offers are written in, where nothing else is said. */
  language: v.optional(LanguageTag, "en"),
  /** ISO 4217. */
  currency: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, "A currency is an ISO 4217 code.")), "EUR"),
  /** IANA time zone name. */
  timeZone: v.optional(
    v.pipe(v.string(), v.check(isTimeZone, "A time zone is an IANA name such as Europe/Berlin.")),
    "UTC",
  ),
  /** CSS colour of offers' buttons and borders. */
  accent: v.optional(
    v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i, "A colour is written as #rrggbb.")),
    "#1f2937",
  ),
  cart: v.optional(v.nullable(CartForm), null),
  /** Pages that are shared though the shop does not say so; of several that name a page the first counts. */
  sharedPages: v.optional(
    v.pipe(v.array(SharedPages), v.maxLength(20, "Pages are named in at most 20 groups.")),
    [],
  ),
  /** Which share of visitors gets nothing from any rule, so that the effect of all of them can be measured. */
  holdout: v.optional(Share(0.5), 0.05),
  /** How long after somebody first saw a rule their orders count for it: the window of the standard goals. */
  attribution: v.optional(Attribution, usualAttribution),
  fatigue: v.optional(Fatigue, { offersPerPage: null, offersPerSession: null }),
  /** Pages that only rules that name them may change, such as the checkout. */
  leftAlone: v.optional(
    v.pipe(v.array(PagePattern), v.maxLength(50, "A site has at most 50 patterns of pages to leave alone.")),
    [...usuallyLeftAlone],
  ),
  /** Whether visitors are remembered until they object (`assumed`), or only once they have agreed (`asked`). */
  consent: v.optional(v.picklist(["assumed", "asked"], "Consent is assumed or asked."), "assumed"),
  /** The shop's own consent banner, which is believed where consent is asked for; `null` where the page says it by script. */
  consentBanner: v.optional(v.nullable(ConsentBanner), null),
  /** The version of the notice that visitors are asked with, which is written down with each choice. */
  consentNotice: v.optional(v.nullable(Notice), null),
  /** By trait: what becomes of several words about it. `latest` where nothing is said, but tags add up. */
  traits: v.optional(
    v.pipe(
      v.record(TraitName, Strategy),
      v.check(
        (traits) => Object.keys(traits).length <= mostTraits,
        `A site names at most ${mostTraits} traits.`,
      ),
    ),
    {},
  ),
  retention: v.optional(Retention, {}),
});
export type Site = v.InferOutput<typeof Site>;
export type CartForm = v.InferOutput<typeof CartForm>;
