import { ErrorBoundary } from "preact-iso";
import { late } from "../text/late.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { Rule } from "../../model/rule.ts";
import type { Loaded } from "../api/use-load.ts";
import type { Editing } from "../editing/editing.ts";
import { NumberField } from "../editing/number-field.tsx";
import { noNumber } from "../text/number.ts";
import { Field } from "../ui/field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { t } from "./messages.ts";
import { ShareField } from "./share-field.tsx";

/** It compares the rule with all others, which nobody who writes one has to wait for. */
const Rivals = late(() => import("./rivals.tsx").then((module) => module.Rivals));

const lanes = ["service", "personal", "campaign"] as const satisfies readonly Rule["lane"][];

/** Where the rule stands among the others: who goes before it, and whom it keeps away. */
export function WinsSection({ rule, among }: { rule: Editing<"rules">; among: Loaded<Configuration> }) {
  const document = rule.document.value;
  const { lane, priority } = document;
  const edit = (part: Partial<Rule>, path: string) => rule.edit({ ...rule.document.peek(), ...part }, path);
  return (
    <section class="card" id="wins" tabIndex={-1} aria-labelledby="wins-title">
      <h2 id="wins-title">{t("winsTitle")}</h2>
      <div class="field-pair">
        <SelectField
          label={t("lane")}
          value={lane}
          options={lanes.map((value) => ({ value, label: t(`lane_${value}`) }))}
          onValue={(value) => edit({ lane: lanes.find((each) => each === value) ?? lane }, "lane")}
        />
        <NumberField
          label={t("priority")}
          hint={t("priorityHint")}
          number={priority}
          problem={rule.problemAt("priority")}
          onNumber={(number) => edit({ priority: number ?? noNumber }, "priority")}
        />
      </div>
      <ErrorBoundary>
        <Rivals rule={document} among={among} />
      </ErrorBoundary>
      <details>
        <summary>{t("hashingTitle")}</summary>
        <div class="hashing">
          <HashingFields rule={rule} />
        </div>
      </details>
    </section>
  );
}

/** What decides who gets which variant; of use to whoever has experiments elsewhere too. */
function HashingFields({ rule }: { rule: Editing<"rules"> }) {
  const { seed, hashVersion, namespace } = rule.document.value;
  const edit = (part: Partial<Rule>, path: string) => rule.edit({ ...rule.document.peek(), ...part }, path);
  return (
    <>
      <div class="field-pair">
        <Field
          label={t("seed")}
          hint={t("seedHint")}
          code
          maxLength={100}
          value={seed ?? ""}
          problem={rule.problemAt("seed")}
          onValue={(typed) => edit({ seed: typed === "" ? null : typed }, "seed")}
        />
        <SelectField
          label={t("hashVersion")}
          value={String(hashVersion)}
          options={["2", "1"].map((value) => ({ value, label: value }))}
          onValue={(value) => edit({ hashVersion: value === "1" ? 1 : 2 }, "hashVersion")}
        />
      </div>
      <Field
        label={t("namespace")}
        hint={t("namespaceHint")}
        code
        maxLength={63}
        value={namespace?.id ?? ""}
        problem={rule.problemUnder("namespace") ?? rule.problemAt("namespace.id")}
        onValue={(id) =>
          edit({ namespace: id === "" ? null : { from: 0, to: 1, ...namespace, id } }, "namespace.id")
        }
      />
      {namespace !== null && (
        <div class="field-pair">
          {(["from", "to"] as const).map((which) => (
            <ShareField
              key={which}
              label={t(which === "from" ? "namespaceFrom" : "namespaceTo")}
              hint={t("percentHint")}
              share={namespace[which]}
              unless={which === "from" ? 0 : 1}
              problem={rule.problemAt(`namespace.${which}`)}
              onShare={(share) => edit({ namespace: { ...namespace, [which]: share } }, `namespace.${which}`)}
            />
          ))}
        </div>
      )}
    </>
  );
}
