import type { Person } from "../customers/person-field.tsx";
import type { Api } from "../../worker/api/contract.ts";

export const personas = ["new", "returning", "cart", "buyer", "customer"] as const;
export const devices = ["desktop", "phone"] as const;
export const sources = ["direct", "advertisement", "instagram", "search", "newsletter"] as const;

/** Somebody as whom a rule is tried. */
export interface Persona {
  who: (typeof personas)[number];
  device: (typeof devices)[number];
  source: (typeof sources)[number];
  /** Whom a `customer` is, once one is chosen. */
  customer: Person | null;
}

type Question = Api["POST /decide"]["body"];

/** What is known of them, whoever they are. */
const factsOf: Record<Persona["who"], Record<string, unknown>> = {
  new: {},
  returning: { visitor: "returning", visits: 3, daysSinceLastVisit: 5 },
  cart: { visitor: "returning", visits: 2, cartValue: 40, cartItems: 2 },
  buyer: { visitor: "returning", visits: 8, orders: 3, lifetimeValue: 300, daysSinceLastOrder: 90 },
  customer: {},
};

const campaigns: Record<Persona["source"], string> = {
  direct: "",
  advertisement: "utm_source=google&utm_medium=cpc",
  instagram: "utm_source=instagram&utm_medium=paid_social",
  search: "",
  newsletter: "utm_source=newsletter&utm_medium=email",
};

const userAgents: Record<Persona["device"], string> = {
  desktop:
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  phone:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
};

/** What to ask the API, about drafts as they are saved. @param page a path on the shop, which may have a query. */
export function questionOf({ who, device, source, customer }: Persona, page: string, site: string): Question {
  const campaign = campaigns[source];
  // A profile's id names a person as a browser's does.
  const identities = who === "customer" && customer !== null ? [{ type: "visitor", value: customer.id }] : [];
  return {
    site,
    version: "draft",
    explain: true,
    identities,
    context: {
      url: campaign === "" ? page : `${page}${page.includes("?") ? "&" : "?"}${campaign}`,
      userAgent: userAgents[device],
      ...(source === "search" ? { referrer: "https://www.google.com/" } : {}),
      facts: factsOf[who],
    },
  };
}
