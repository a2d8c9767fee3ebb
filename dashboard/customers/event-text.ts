import { offerOfPin } from "../../model/pin-name.ts";
import type { PastEvent } from "../../worker/api/contract.ts";
import { price } from "../text/amount.ts";
import { t } from "./event-messages.ts";

/** What sentences about events need to know of the site. */
export interface Telling {
  /** ISO 4217, for amounts without a currency of their own. */
  currency: string;
  /** By id. */
  rules: Readonly<Record<string, string>>;
  offers: Readonly<Record<string, string>>;
}

type Params = PastEvent["params"];

/** An event as whoever serves customers reads it. What has no sentence of its own is said by its name. */
export function eventText({ name, params }: PastEvent, { currency, rules, offers }: Telling): string {
  const item = itemsIn(params);
  const amount = amountIn(params, currency);
  const rule = text(params["rule"]);
  switch (name) {
    case "page_view":
      return t("page_view", { path: text(params["page_path"]) ?? text(params["page_location"]) ?? "/" });
    case "view_item":
    case "add_to_cart":
    case "remove_from_cart":
    case "add_to_wishlist":
      return item === undefined ? t(`${name}_any`) : t(name, { item });
    case "purchase":
    case "refund":
      if (amount === undefined) return t(`${name}_any`);
      return item === undefined ? t(`${name}_amount`, { amount }) : t(name, { item, amount });
    case "view_cart":
    case "begin_checkout":
    case "sign_up":
    case "login":
    case "identify":
    case "email_open":
    case "email_click":
      return t(name);
    case "search":
      return t("search", { term: text(params["search_term"]) ?? "…" });
    case "ew_exposed":
    case "ew_dismissed":
    case "ew_triggered":
      return t(name, {
        rule: rule === undefined ? "…" : (rules[rule] ?? rule),
      });
    case "ew_pinned":
    case "ew_unpinned": {
      const offer = offerOfPin(rule ?? "") ?? "…";
      return t(name, { offer: offers[offer] ?? offer, by: text(params["by"]) ?? "…" });
    }
    default:
      return t("other", { name: name.replaceAll("_", " ") });
  }
}

function itemsIn({ items }: Params): string | undefined {
  if (!Array.isArray(items)) return undefined;
  const names = (items as Record<string, unknown>[]).flatMap(
    (item) => text(item["item_name"]) ?? text(item["item_id"]) ?? [],
  );
  const [first] = names;
  if (first === undefined) return undefined;
  return names.length === 1 ? first : t("andMore", { item: first, others: names.length - 1 });
}

function amountIn({ value, currency: own }: Params, currency: string): string | undefined {
  if (typeof value !== "number") return undefined;
  try {
    return price(value, text(own) ?? currency);
  } catch {
    // Whoever sent it may have written anything for a currency.
    return `${value} ${String(own)}`;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
