import { useSignal } from "@preact/signals";
import { ErrorBoundary } from "preact-iso";
import type { DescribeOptions } from "../../model/condition/describe.ts";
import type { Explanation } from "../../model/condition/explain.ts";
import type { Api } from "../../worker/api/contract.ts";
import { ExplainedClauses } from "../conditions/explained-clauses.tsx";
import { outcomeText } from "../conditions/outcome-text.ts";
import { maySeeCustomers } from "../customers/may.ts";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { pageToPreview } from "../rules/page-to-preview.ts";
import { useSite } from "../shell/site.ts";
import { late } from "../text/late.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { CheckIcon, WarningIcon } from "../ui/icons.tsx";
import { SelectField } from "../ui/select-field.tsx";
import type { Editing } from "../editing/editing.ts";
import { type Persona, personas, questionOf, sources, devices } from "./personas.ts";
import { t } from "./try-messages.ts";

const PersonField = late(() => import("../customers/person-field.tsx").then((module) => module.PersonField));

type Outcome = NonNullable<Api["POST /decide"]["answer"]["explanation"]>["rules"][number]["outcome"];

interface Verdict {
  sees: boolean;
  words: string;
  /** Nothing where the rule is not for the page at all. */
  condition?: Explanation;
}

function wordsOf(outcome: Outcome, page: string): string {
  if (outcome === "chosen") return t("chosen", { page });
  return t(outcome === "coupon_awaited" ? "coupon_awaited" : "lost", { why: outcomeText(outcome) });
}

/** Chooses a visitor and a page, and says whether they would see the rule, clause by clause. */
export function TryVisitor({ rule, references }: { rule: Editing<"rules">; references: DescribeOptions }) {
  const { site } = useSite();
  const { id, pages } = rule.document.value;
  const persona = useSignal<Persona>({ who: "new", device: "desktop", source: "direct", customer: null });
  const page = useSignal(pageToPreview(pages));
  const busy = useSignal(false);
  const verdict = useSignal<Verdict | string | null>(null);
  const choose = (part: Partial<Persona>) => {
    persona.value = { ...persona.value, ...part };
    verdict.value = null;
  };
  const ask = async () => {
    busy.value = true;
    try {
      const body = questionOf(persona.value, page.value, site.id);
      const { explanation } = await api("POST /decide", { body });
      const found = explanation?.rules.find((each) => each.rule === id);
      verdict.value =
        found === undefined
          ? { sees: false, words: t("notOnPage", { page: page.value }) }
          : {
              sees: found.outcome === "chosen",
              words: wordsOf(found.outcome, page.value),
              condition: found.condition,
            };
    } catch (thrown) {
      verdict.value = t("failed", { reason: messageOf(thrown) });
    }
    busy.value = false;
  };
  const { who, device, source, customer } = persona.value;
  const isNobody = who === "customer" && customer === null;
  if (rule.base.value.revision === 0) return <p class="hint">{t("saveFirst")}</p>;
  return (
    <>
      <div class="persona">
        <SelectField
          label={t("who")}
          value={who}
          options={triedOn().map((value) => ({ value, label: t(`who_${value}`) }))}
          onValue={(value) => choose({ who: personas.find((each) => each === value) ?? who })}
        />
        {who === "customer" && (
          <ErrorBoundary>
            <PersonField person={customer} onPerson={(found) => choose({ customer: found })} />
          </ErrorBoundary>
        )}
        <SelectField
          label={t("device")}
          value={device}
          options={devices.map((value) => ({ value, label: t(`device_${value}`) }))}
          onValue={(value) => choose({ device: devices.find((each) => each === value) ?? device })}
        />
        <SelectField
          label={t("source")}
          value={source}
          options={sources.map((value) => ({ value, label: t(`source_${value}`) }))}
          onValue={(value) => choose({ source: sources.find((each) => each === value) ?? source })}
        />
        <Field
          label={t("page")}
          code
          value={page.value}
          maxLength={1000}
          onValue={(typed) => {
            page.value = typed;
            verdict.value = null;
          }}
        />
      </div>
      <div class="actions">
        {isNobody ? (
          <p class="hint">{t("whichCustomer")}</p>
        ) : (
          <Button busy={busy.value} onClick={() => void ask()}>
            {t("ask")}
          </Button>
        )}
      </div>
      {rule.dirty.value && <p class="hint">{t("asSaved")}</p>}
      <div role="status">
        {verdict.value !== null && <Answer verdict={verdict.value} references={references} />}
      </div>
    </>
  );
}

/** On whom whoever is signed in may try it: who the customers are is not for everybody. */
function triedOn(): readonly Persona["who"][] {
  return maySeeCustomers() ? personas : personas.filter((who) => who !== "customer");
}

function Answer({ verdict, references }: { verdict: Verdict | string; references: DescribeOptions }) {
  if (typeof verdict === "string") return <p class="problem">{verdict}</p>;
  return (
    <>
      <p class={verdict.sees ? "verdict verdict-yes" : "verdict"}>
        {verdict.sees ? <CheckIcon /> : <WarningIcon />}
        {verdict.words}
      </p>
      {verdict.condition !== undefined && (
        <ExplainedClauses explanation={verdict.condition} references={references} onPage />
      )}
    </>
  );
}
