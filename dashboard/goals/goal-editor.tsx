import type { Rule } from "../../model/rule.ts";
import { HistoryLink } from "../audit/history-link.tsx";
import { ConflictNotice } from "../editing/conflict-notice.tsx";
import { ProblemSummary } from "../editing/problem-summary.tsx";
import { SaveBar } from "../editing/save-bar.tsx";
import { useDraftForm } from "../editing/use-draft-form.ts";
import { StatusBadge } from "../rules/status-badge.tsx";
import { LeaveDialog } from "../shell/leave-dialog.tsx";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { PageHeading } from "../ui/page-heading.tsx";
import { GoalFields } from "./goal-fields.tsx";
import { goalSentence } from "./goal-sentence.ts";
import type { GoalData } from "./load-goal.ts";
import { t } from "./messages.ts";

export interface GoalEditorProps {
  data: GoalData;
  /** Called with its id once it is saved. */
  onSaved?: (id: string) => void;
}

/** A goal: what it counts, in a sentence and by fields, and which rules it is used by. */
export function GoalEditor({ data: { editing, usedBy }, onSaved }: GoalEditorProps) {
  const { site } = useSite();
  const { form, onSubmit } = useDraftForm({
    site: site.id,
    editings: [editing],
    dirty: editing.dirty,
    onSaved: () => onSaved?.(editing.document.peek().id),
  });
  const goal = editing.document.value;
  const { live, updatedAt } = editing.base.value;
  const isNew = updatedAt === "";
  return (
    <>
      <form ref={form} noValidate onSubmit={onSubmit}>
        <div class="editor-head">
          <PageHeading title={goal.name || t(isNew ? "newTitle" : "one")} />
          {!isNew && (
            <StatusBadge status={live === null ? "draft" : "live"} changed={editing.differsFromLive()} />
          )}
          {!isNew && <HistoryLink kind="goal" id={goal.id} />}
        </div>
        <ConflictNotice editing={editing} timeZone={site.timeZone} />
        <ProblemSummary
          editings={[editing]}
          hasField={(path) => /^(name|event|within|mostEach)$/.test(path)}
        />
        <section class="card" aria-label={t("one")}>
          {goal.event !== "" && <p class="sentence">{goalSentence(goal, site.currency)}</p>}
          <GoalFields editing={editing} />
        </section>
        {!isNew && <Uses rules={usedBy} />}
        {mayChange() && (
          <SaveBar dirty={editing.dirty.value} updatedAt={updatedAt} timeZone={site.timeZone} />
        )}
      </form>
      <LeaveDialog />
    </>
  );
}

function Uses({ rules }: { rules: readonly Rule[] }) {
  const { href } = useSite();
  return (
    <section class="card" aria-labelledby="use-title">
      <h2 id="use-title">{t("useTitle")}</h2>
      <p>{t("usedBy", { count: rules.length })}</p>
      {rules.length > 0 && (
        <ul>
          {rules.map(({ id, name }) => (
            <li key={id}>
              <a href={href(`/rules/${encodeURIComponent(id)}`)}>{name}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
