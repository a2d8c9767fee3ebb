import type { ComponentChildren } from "preact";
import { HistoryLink } from "../audit/history-link.tsx";
import { StatusBadge } from "../rules/status-badge.tsx";
import { LeaveDialog } from "../shell/leave-dialog.tsx";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { PageHeading } from "../ui/page-heading.tsx";
import { ConflictNotice } from "./conflict-notice.tsx";
import type { AnyEditing } from "./editing.ts";
import { ProblemSummary } from "./problem-summary.tsx";
import { SaveBar } from "./save-bar.tsx";
import { useDraftForm } from "./use-draft-form.ts";
import { useOpenSaved } from "./use-open-saved.ts";

export interface DraftEditorProps {
  editing: AnyEditing;
  /** As the audit has it, such as `offer`; its list is at `/offers`. */
  kind: string;
  /** What stands for its name until it has one. */
  title: string;
  /** Whether the path in the document has a field that shows its problem beside it. */
  hasField: (path: string) => boolean;
  children: ComponentChildren;
  /** What stands below the form and is no part of it. */
  below?: ComponentChildren;
}

/** The form of one draft, with what all of them have around their fields. It is saved as a draft; publishing is the bar's. A new one is at its own address then. */
export function DraftEditor({ editing, kind, title, hasField, children, below }: DraftEditorProps) {
  const { site } = useSite();
  const openSaved = useOpenSaved(`/${kind}s`);
  const wasNew = isNew(editing);
  const { form, onSubmit } = useDraftForm({
    site: site.id,
    editings: [editing],
    dirty: editing.dirty,
    onSaved: () => wasNew && openSaved(editing.document.peek().id),
  });
  const { id, name } = editing.document.value;
  const { live, updatedAt } = editing.base.value;
  return (
    <>
      <form ref={form} noValidate onSubmit={onSubmit}>
        <div class="editor-head">
          <PageHeading title={name || title} />
          {!isNew(editing) && (
            <>
              <StatusBadge status={live === null ? "draft" : "live"} changed={editing.differsFromLive()} />
              <HistoryLink kind={kind} id={id} />
            </>
          )}
        </div>
        <ConflictNotice editing={editing} timeZone={site.timeZone} />
        <ProblemSummary editings={[editing]} hasField={hasField} />
        {children}
        {mayChange() && (
          <SaveBar dirty={editing.dirty.value} updatedAt={updatedAt} timeZone={site.timeZone} />
        )}
      </form>
      {below}
      <LeaveDialog />
    </>
  );
}

/** Whether it was never saved. */
export function isNew({ base }: Pick<AnyEditing, "base">): boolean {
  return base.value.updatedAt === "";
}
