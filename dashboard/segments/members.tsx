import { useSignal } from "@preact/signals";
import { canonicalJson } from "../../model/canonical-json.ts";
import type { ConditionDocument } from "../../model/condition/condition-document.ts";
import type { ProfileSummary } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { PersonRow } from "../customers/person-row.tsx";
import { attempt } from "../settings/attempt.ts";
import { useSite } from "../shell/site.ts";
import { Button } from "../ui/button.tsx";
import { t } from "./messages.ts";

/** Some of those whom a condition is about. They are shown for the condition that was asked about, and no other. */
export function Members({ condition }: { condition: ConditionDocument }) {
  const { site } = useSite();
  const answered = useSignal<{ question: string; people: readonly ProfileSummary[] } | null>(null);
  const busy = useSignal(false);
  const question = canonicalJson([site.id, condition]);
  const ask = async () => {
    busy.value = true;
    const found = await attempt(() =>
      api("POST /segments/members?site=:site", { site: site.id, body: { condition } }),
    );
    busy.value = false;
    if (found !== undefined) answered.value = { question, people: found.profiles };
  };
  const people = answered.value?.question === question ? answered.value.people : undefined;
  return (
    <section class="card people" aria-labelledby="members-title">
      <h2 id="members-title">{t("members")}</h2>
      {people === undefined && (
        <Button busy={busy.value} onClick={() => void ask()}>
          {t("showMembers")}
        </Button>
      )}
      <p class="hint" role="status">
        {people === undefined ? t("membersHint") : t("membersShown", { count: people.length })}
      </p>
      {people !== undefined && people.length > 0 && (
        <ul class="rules">
          {people.map((person) => (
            <PersonRow key={person.id} person={person} />
          ))}
        </ul>
      )}
    </section>
  );
}
