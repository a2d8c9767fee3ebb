import { type DescribeOptions, describeCondition } from "../../model/condition/describe.ts";
import type { Rule } from "../../model/rule.ts";
import { capitalised } from "../text/capitalised.ts";
import { AudienceLine } from "./audience-line.tsx";
import { t } from "./messages.ts";

/** Which visitors the rule is for, in words; the document behind the words is there for whoever wants it. */
export function WhoSection({
  condition,
  references,
}: {
  condition: Rule["condition"];
  references: DescribeOptions;
}) {
  const everyone = Object.keys(condition).length === 0;
  return (
    <section class="card" id="who" tabIndex={-1} aria-labelledby="who-title">
      <h2 id="who-title">{t("whoTitle")}</h2>
      <p>{capitalised(describeCondition(condition, references))}.</p>
      <AudienceLine condition={condition} />
      {!everyone && (
        <details>
          <summary>{t("conditionJson")}</summary>
          <pre tabIndex={0}>{JSON.stringify(condition, null, 2)}</pre>
        </details>
      )}
    </section>
  );
}
