import { type DescribeOptions, describeCondition } from "../../model/condition/describe.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { Rule } from "../../model/rule.ts";
import { ErrorBoundary } from "preact-iso";
import type { Loaded } from "../api/use-load.ts";
import { ConditionBuilder } from "../conditions/condition-builder.tsx";
import type { Editing } from "../editing/editing.ts";
import { capitalised } from "../text/capitalised.ts";
import { late } from "../text/late.ts";
import { AudienceLine } from "./audience-line.tsx";
import { t } from "./messages.ts";
import { TryVisitor } from "./try-visitor.tsx";

const AudienceAhead = late(() => import("./audience-ahead.tsx").then((module) => module.AudienceAhead));

export interface WhoSectionProps {
  rule: Editing<"rules">;
  references: Required<DescribeOptions>;
  /** All that it stands among. */
  among: Loaded<Configuration>;
}

/** Which visitors the rule is for: in words, in rows to choose and fill in, and how many people that is. */
export function WhoSection({ rule, references, among }: WhoSectionProps) {
  const { condition } = rule.document.value;
  const onCondition = (next: Rule["condition"]) =>
    rule.edit({ ...rule.document.peek(), condition: next }, "condition");
  return (
    <section class="card" id="who" tabIndex={-1} aria-labelledby="who-title">
      <h2 id="who-title">{t("whoTitle")}</h2>
      {Object.keys(condition).length > 0 && <p>{capitalised(describeCondition(condition, references))}.</p>}
      <ConditionBuilder condition={condition} references={references} onCondition={onCondition} />
      <AudienceLine condition={condition}>
        {among.data !== undefined && (
          <ErrorBoundary>
            <AudienceAhead rule={rule.document.value} others={among.data} />
          </ErrorBoundary>
        )}
      </AudienceLine>
      <details>
        <summary>{t("tryTitle")}</summary>
        <div class="try">
          <TryVisitor rule={rule} references={references} />
        </div>
      </details>
      {Object.keys(condition).length > 0 && (
        <details>
          <summary>{t("conditionJson")}</summary>
          <pre tabIndex={0}>{JSON.stringify(condition, null, 2)}</pre>
        </details>
      )}
    </section>
  );
}
