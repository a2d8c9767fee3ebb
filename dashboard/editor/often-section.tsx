import type { Cap, Rule } from "../../model/rule.ts";
import type { Editing } from "../editing/editing.ts";
import { NumberField } from "../editing/number-field.tsx";
import { noNumber } from "../text/number.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { CloseIcon } from "../ui/icons.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { t } from "./messages.ts";

const usualAbsences = ["session", "1d", "7d", "30d", "90d", "ever"] as const;
const spans = ["session", "day", "week", "ever"] as const;
const subjects = ["profile", "visitor"] as const;

/** How often one person is shown the rule, and how long it stays away from whoever closed its offer. */
export function OftenSection({ rule }: { rule: Editing<"rules"> }) {
  const { caps, awayAfterDismissal, exclusiveGroup } = rule.document.value;
  const edit = (part: Partial<Rule>, path: string) => rule.edit({ ...rule.document.peek(), ...part }, path);
  return (
    <section class="card" id="often" tabIndex={-1} aria-labelledby="often-title">
      <h2 id="often-title">{t("oftenTitle")}</h2>
      {caps.length === 0 ? (
        <p>{t("noCaps")}</p>
      ) : (
        <ul class="rows">
          {caps.map((cap, index) => (
            <li key={index}>
              <CapRow
                cap={cap}
                problem={rule.problemUnder(`caps[${index}].times`)}
                onCap={(next, field) => edit({ caps: caps.with(index, next) }, `caps[${index}].${field}`)}
                onRemove={() => edit({ caps: caps.toSpliced(index, 1) }, "caps")}
              />
            </li>
          ))}
        </ul>
      )}
      {caps.length < 5 && (
        <div class="actions">
          <Button onClick={() => edit({ caps: [...caps, { times: 1, per: "day", of: "profile" }] }, "caps")}>
            {t("addCap")}
          </Button>
        </div>
      )}
      <SelectField
        label={t("away")}
        value={awayAfterDismissal ?? ""}
        options={[
          { value: "", label: t("away_not") },
          ...usualAbsences.map((value) => ({ value, label: t(`away_${value}`) })),
          ...(awayAfterDismissal === null || usualAbsences.some((usual) => usual === awayAfterDismissal)
            ? []
            : [{ value: awayAfterDismissal, label: t("away_other", { time: awayAfterDismissal }) }]),
        ]}
        problem={rule.problemAt("awayAfterDismissal")}
        onValue={(value) => edit({ awayAfterDismissal: value === "" ? null : value }, "awayAfterDismissal")}
      />
      <Field
        label={t("exclusiveGroup")}
        hint={t("exclusiveGroupHint")}
        code
        maxLength={63}
        value={exclusiveGroup ?? ""}
        problem={rule.problemAt("exclusiveGroup")}
        onValue={(group) => edit({ exclusiveGroup: group === "" ? null : group }, "exclusiveGroup")}
      />
    </section>
  );
}

interface CapRowProps {
  cap: Cap;
  problem: string | undefined;
  onCap: (cap: Cap, field: string) => void;
  onRemove: () => void;
}

function CapRow({ cap, problem, onCap, onRemove }: CapRowProps) {
  return (
    <div class="row">
      <NumberField
        label={t("atMostTimes")}
        number={cap.times}
        problem={problem}
        onNumber={(times) => onCap({ ...cap, times: times ?? noNumber }, "times")}
      />
      <SelectField
        label={t("per")}
        value={cap.per}
        options={spans.map((value) => ({ value, label: t(`per_${value}`) }))}
        onValue={(value) => onCap({ ...cap, per: spans.find((each) => each === value) ?? cap.per }, "per")}
      />
      <SelectField
        label={t("countedFor")}
        value={cap.of}
        options={subjects.map((value) => ({ value, label: t(`of_${value}`) }))}
        onValue={(value) => onCap({ ...cap, of: subjects.find((each) => each === value) ?? cap.of }, "of")}
      />
      <button type="button" class="icon-button" aria-label={t("removeCap")} onClick={onRemove}>
        <CloseIcon />
      </button>
    </div>
  );
}
