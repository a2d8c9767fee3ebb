import type { ProfileSummary } from "../../worker/api/contract.ts";
import { useWhen } from "../settings/when.ts";
import { useSite } from "../shell/site.ts";
import { price } from "../text/amount.ts";
import { t } from "./messages.ts";
import { nameOf } from "./who.ts";

/** One person in a list, with what tells them from others. */
export function PersonRow({ person }: { person: ProfileSummary }) {
  const { site, href } = useSite();
  const when = useWhen();
  return (
    <li class="rule-row">
      <div class="rule-words">
        <div class="rule-title">
          <h3>
            <a href={href(`/customers/${encodeURIComponent(person.id)}`)}>{nameOf(person)}</a>
          </h3>
        </div>
        <p class="rule-facts">
          {tellingOf(person, site.currency).map((word) => (
            <span key={word}>{word}</span>
          ))}
          {person.seenAt !== null && <span>{t("seen", { when: when(person.seenAt) })}</span>}
        </p>
      </div>
    </li>
  );
}

function tellingOf({ facts, known }: ProfileSummary, currency: string): string[] {
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
