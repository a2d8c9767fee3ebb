import { useState } from "preact/hooks";
import type { DescribeOptions } from "../../model/condition/describe.ts";
import { offerOfPin } from "../../model/pin-name.ts";
import type { Api, ProfileDetail } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { ExplainedClauses } from "../conditions/explained-clauses.tsx";
import { outcomeText } from "../conditions/outcome-text.ts";
import { attempt } from "../settings/attempt.ts";
import { Part } from "../settings/part.tsx";
import { useWhen } from "../settings/when.ts";
import { useSite } from "../shell/site.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { CheckIcon, CloseIcon } from "../ui/icons.tsx";
import type { CustomerData, Names } from "./load-customer.ts";
import { t } from "./messages.ts";

type Answer = Api["POST /decide"]["answer"];

/** What rules did for them, and what they would get on a page now, with why. */
export function RulesCard({ data: { profile, rules, references } }: { data: CustomerData }) {
  const { site } = useSite();
  const [path, setPath] = useState("/");
  const [answer, setAnswer] = useState<{ path: string; answer: Answer } | null>(null);
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    const url = path.startsWith("/") ? path : `/${path}`;
    const identities = [{ type: "visitor", value: profile.id }];
    const body = { site: site.id, identities, context: { url }, explain: true };
    const decided = await attempt(() => api("POST /decide", { body }));
    setBusy(false);
    if (decided !== undefined) setAnswer({ path: url, answer: decided });
  };
  return (
    <Part title={t("rules")}>
      {profile.rules.length === 0 && <p class="hint">{t("noRules")}</p>}
      {profile.rules.length > 0 && (
        <ul class="held">
          {profile.rules.map((rule) => (
            <RuleForThem key={rule.rule} rule={rule} rules={rules} />
          ))}
        </ul>
      )}
      <form
        class="issue-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void ask();
        }}
      >
        <Field label={t("nowOn")} hint={t("nowOnHint")} maxLength={2000} value={path} onValue={setPath} />
        <Button type="submit" busy={busy}>
          {t("whatNow")}
        </Button>
      </form>
      {answer !== null && (
        <div class="decided" role="status">
          <h3>{t("nowTitle", { path: answer.path })}</h3>
          <Decided answer={answer.answer} rules={rules} references={references} />
        </div>
      )}
    </Part>
  );
}

function RuleForThem({ rule, rules }: { rule: ProfileDetail["rules"][number]; rules: Names }) {
  const { href } = useSite();
  const when = useWhen();
  const [lastShown] = rule.shownAt;
  const words = [
    ...(lastShown === undefined ? [] : [t("shown", { times: rule.shownAt.length, when: when(lastShown) })]),
    ...(rule.seenAt === null ? [] : [t("reallySeen", { when: when(rule.seenAt) })]),
    ...(rule.dismissedAt === null ? [] : [t("closed", { when: when(rule.dismissedAt) })]),
    ...(rule.variant === null ? [] : [t("variant", { variant: rule.variant })]),
  ];
  return (
    <li>
      <a href={href(pathOf(rule.rule))}>{rules[rule.rule] ?? rule.rule}</a>
      <p class="hint">{words.join(" · ")}</p>
    </li>
  );
}

function pathOf(rule: string): string {
  const offer = offerOfPin(rule);
  return offer === undefined ? `/rules/${encodeURIComponent(rule)}` : `/offers/${encodeURIComponent(offer)}`;
}

function Decided({
  answer,
  rules,
  references,
}: {
  answer: Answer;
  rules: Names;
  references: DescribeOptions;
}) {
  const explained = answer.explanation?.rules ?? [];
  if (explained.length === 0) return <p>{t("noRuleHere")}</p>;
  return (
    <ul class="whys">
      {explained.map(({ rule, outcome, to, condition }) => {
        const isChosen = outcome === "chosen";
        const offers = answer.decisions.find((decision) => decision.rule === rule)?.offers ?? [];
        const words = offers.flatMap((offer) => offer.words?.headline ?? []);
        return (
          <li key={rule} class={isChosen ? "explained-in" : "explained-out"}>
            <details>
              <summary>
                {isChosen ? <CheckIcon /> : <CloseIcon />}
                <span>
                  <strong>{rules[rule] ?? rule}</strong>{" "}
                  {isChosen
                    ? t("isShown", { words: words.length === 0 ? "" : `“${words.join("”, “")}”` })
                    : t("notShown", {
                        why: outcomeText(
                          outcome,
                          to.map((id) => rules[id] ?? id),
                        ),
                      })}
                </span>
              </summary>
              <ExplainedClauses explanation={condition} references={references} onPage />
            </details>
          </li>
        );
      })}
    </ul>
  );
}
