import type { ProfileSummary } from "../../worker/api/contract.ts";
import { useWhen } from "../settings/when.ts";
import { useSite } from "../shell/site.ts";
import { t } from "./messages.ts";
import { tellingOf } from "./telling-of.ts";
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
