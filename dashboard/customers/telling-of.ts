import type { ProfileSummary } from "../../worker/api/contract.ts";
import { price } from "../text/amount.ts";
import { t } from "./messages.ts";

/** What tells somebody from others in a list. @param currency of the shop */
export function tellingOf({ facts, known }: ProfileSummary, currency: string): string[] {
  const { orders, lifetimeValue, city, country, tier } = facts;
  const place = [city, country].filter((part) => typeof part === "string" && part !== "").join(", ");
  return [
    ...(known ? [] : [t("onlyBrowser")]),
    ...(typeof orders === "number" && orders > 0 ? [t("orders", { orders })] : []),
    ...(typeof lifetimeValue === "number" && lifetimeValue > 0 ? [price(lifetimeValue, currency)] : []),
    ...(typeof tier === "string" ? [tier] : []),
    ...(place === "" ? [] : [place]),
  ];
}
