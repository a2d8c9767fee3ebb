import { DraftEditor, isNew } from "../editing/draft-editor.tsx";
import { UsedBy, usesAt } from "../editing/used-by.tsx";
import { useSite } from "../shell/site.ts";
import { GoalFields } from "./goal-fields.tsx";
import { goalSentence } from "./goal-sentence.ts";
import type { GoalData } from "./load-goal.ts";
import { t } from "./messages.ts";

/** A goal: what it counts, in a sentence and by fields, and which rules it is used by. */
export function GoalEditor({ data: { editing, usedBy } }: { data: GoalData }) {
  const { site } = useSite();
  const goal = editing.document.value;
  return (
    <DraftEditor
      editing={editing}
      kind="goal"
      title={t(isNew(editing) ? "newTitle" : "one")}
      hasField={(path) => /^(name|event|within|mostEach)$/.test(path)}
    >
      <section class="card" aria-label={t("one")}>
        {goal.event !== "" && <p class="sentence">{goalSentence(goal, site.currency)}</p>}
        <GoalFields editing={editing} />
      </section>
      <UsedBy
        editing={editing}
        title={t("useTitle")}
        words={t("usedBy", { count: usedBy.length })}
        uses={usesAt("/rules", usedBy)}
      />
    </DraftEditor>
  );
}
