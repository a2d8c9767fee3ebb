import { useSignal } from "@preact/signals";
import { useState } from "preact/hooks";
import { canonicalJson } from "../../model/canonical-json.ts";
import type { ConditionDocument } from "../../model/condition/condition-document.ts";
import type { DescribeOptions } from "../../model/condition/describe.ts";
import type { Explanation } from "../../model/condition/explain.ts";
import type { ProfileSummary } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { ExplainedClauses } from "../conditions/explained-clauses.tsx";
import { verdictOf } from "../conditions/verdict.ts";
import { nameOf } from "../customers/who.ts";
import { attempt } from "../settings/attempt.ts";
import { useSite } from "../shell/site.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { t } from "./messages.ts";

interface Answered {
  question: string;
  person: ProfileSummary | undefined;
  explanation: Explanation | undefined;
}

/** Why somebody is in a segment as it stands here, saved or not, or is not. */
export function WhyPerson({
  condition,
  references,
}: {
  condition: ConditionDocument;
  references: DescribeOptions;
}) {
  const { site, href } = useSite();
  const [typed, setTyped] = useState("");
  const answered = useSignal<Answered | null>(null);
  const busy = useSignal(false);
  const question = canonicalJson([site.id, condition]);
  const ask = async () => {
    if (typed.trim() === "" || busy.peek()) return;
    busy.value = true;
    const found = await attempt(() => explain(site.id, typed.trim(), condition));
    busy.value = false;
    if (found !== undefined) answered.value = { question, ...found };
  };
  const known = answered.value?.question === question ? answered.value : null;
  return (
    <section class="card" aria-labelledby="why-title">
      <h2 id="why-title">{t("why")}</h2>
      <form
        class="issue-form"
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <Field label={t("whyWho")} hint={t("whyHint")} maxLength={320} value={typed} onValue={setTyped} />
        <Button type="submit" busy={busy.value}>
          {t("whyAsk")}
        </Button>
      </form>
      <div class="decided" role="status">
        {known !== null && known.person === undefined && <p>{t("whyNobody")}</p>}
        {known?.person !== undefined && known.explanation !== undefined && (
          <>
            <p>
              <strong>{t(`why_${verdictOf(known.explanation)}`, { name: nameOf(known.person) })}</strong>{" "}
              <a href={href(`/customers/${known.person.id}`)}>{t("openCustomer")}</a>
            </p>
            <ExplainedClauses explanation={known.explanation} references={references} />
          </>
        )}
      </div>
    </section>
  );
}

/** The first whom the words find. */
async function explain(
  site: string,
  q: string,
  condition: ConditionDocument,
): Promise<Omit<Answered, "question">> {
  const { profiles } = await api("POST /profiles/search?site=:site", {
    site,
    query: { limit: "1" },
    body: { q },
  });
  const [person] = profiles;
  if (person === undefined) return { person, explanation: undefined };
  const body = { conditions: { asked: condition } };
  const { explained } = await api("POST /profiles/:id/explain?site=:site", { site, id: person.id, body });
  return { person, explanation: explained["asked"] };
}
