import { describeCondition } from "../../model/condition/describe.ts";
import type { Rule } from "../../model/rule.ts";
import { HistoryLink } from "../audit/history-link.tsx";
import { useComputed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Sentence } from "../rules/sentence.tsx";
import { ruleSentence } from "../rules/rule-sentence.ts";
import { StatusBadge, type StatusBadgeProps } from "../rules/status-badge.tsx";
import { LivePreview } from "../preview/live-preview.tsx";
import { LeaveDialog } from "../shell/leave-dialog.tsx";
import { useDraftForm } from "../editing/use-draft-form.ts";
import { useSite } from "../shell/site.ts";
import { PageHeading } from "../ui/page-heading.tsx";
import { ConflictNotice } from "../editing/conflict-notice.tsx";
import { editingsOf, type EditorData } from "./load-editor.ts";
import { loadOthers } from "./load-others.ts";
import { t } from "./messages.ts";
import { ProblemSummary } from "../editing/problem-summary.tsx";
import { SaveBar } from "../editing/save-bar.tsx";
import { UndoButtons } from "../editing/undo-buttons.tsx";
import { JudgedSection } from "./judged-section.tsx";
import { useLoad } from "../api/use-load.ts";
import { limitsSentence } from "./limits-sentence.ts";
import { NamedSection } from "./named-section.tsx";
import { OftenSection } from "./often-section.tsx";
import { SectionNav } from "./section-nav.tsx";
import { sectionOf } from "./section-of.ts";
import { SharingSection } from "./sharing-section.tsx";
import { StagedSection } from "./staged-section.tsx";
import { WhatSection } from "./what-section.tsx";
import { WhenSection } from "./when-section.tsx";
import { WhereSection } from "./where-section.tsx";
import { WhoSection } from "./who-section.tsx";
import { WinsSection } from "./wins-section.tsx";

/** The paths that have no field of their own, so that their problems are said above the form. */
const elsewhere = /^$|^(condition|translations|where|variants(\[\d+\](\.changes)?)?$|caps$|id$|on$)/;

const sections = {
  what: "#what",
  who: "#who",
  where: "#where",
  when: "#when",
  often: "#often",
  judged: "#judged",
} as const;

export interface RuleEditorProps {
  data: EditorData;
  /** Called with the rule's id once all of it is saved. */
  onSaved?: (id: string) => void;
}

/**
 * One rule, its sentence on top, then who sees what, where and when, and beside that how it looks. It is saved as a draft;
 * publishing is the bar's.
 */
export function RuleEditor({ data, onSaved }: RuleEditorProps) {
  const { site } = useSite();
  const { rule, offers, goals, journal, references } = data;
  const editings = editingsOf(data);
  const dirty = useComputed(() => editingsOf(data).some((editing) => editing.dirty.value));
  const { form, onSubmit } = useDraftForm({
    site: site.id,
    editings,
    dirty,
    onSaved() {
      // What was typed while it was saved stays, and is saved next.
      if (!dirty.peek()) onSaved?.(rule.document.peek().id);
    },
  });
  // An address can name a part, which is there only now.
  useEffect(() => {
    const part = form.current?.querySelector<HTMLElement>(`[id="${CSS.escape(location.hash.slice(1))}"]`);
    part?.focus({ preventScroll: true });
    part?.scrollIntoView();
  }, []);
  const { loaded: among } = useLoad(site.id, () => loadOthers(site.id));
  const document = rule.document.value;
  const names = new Map(offers.all.value.map(({ id, name }) => [id, name]));
  const { live } = rule.base.value;
  const hasStopped = among.value.data?.stopped.includes(document.id) === true;
  return (
    <div class={isNew(data) ? "editor-body" : "editor-body editor-beside"}>
      <form ref={form} noValidate onSubmit={onSubmit}>
        <div class="editor-head">
          <PageHeading title={document.name === "" ? t(isNew(data) ? "newTitle" : "title") : document.name} />
          <StatusBadge status={statusOf(live, hasStopped)} changed={live !== null && differs(data)} />
          {!isNew(data) && <HistoryLink kind="rule" id={document.id} />}
        </div>
        <div class="sentences">
          {hasChanges(data) ? (
            <Sentence
              parts={ruleSentence(document, {
                offers: names,
                who: describeCondition(document.condition, references),
              })}
              linkTo={sections}
            />
          ) : (
            <p class="sentence sentence-large">{t("nothingYet")}</p>
          )}
          <Sentence parts={limitsSentence(document, goals.all.value)} linkTo={sections} />
        </div>
        {!isNew(data) && (
          <a class="button button-plain to-preview" href="#preview">
            {t("seeHowItLooks")}
          </a>
        )}
        <SectionNav isNamedFirst={isNew(data)} />
        {editings.map((editing) => (
          <ConflictNotice key={editing.document.value.id} editing={editing} timeZone={site.timeZone} />
        ))}
        <ProblemSummary editings={editings} hasField={(path) => !elsewhere.test(path)} />
        {isNew(data) && <NamedSection rule={rule} />}
        <WhoSection rule={rule} references={references} among={among.value} />
        <WhatSection data={data} />
        <WhereSection rule={rule} />
        <WhenSection rule={rule} timeZone={site.timeZone} />
        <StagedSection rule={rule} />
        <OftenSection rule={rule} />
        <JudgedSection data={data} />
        <SharingSection rule={rule} />
        <WinsSection rule={rule} among={among.value} />
        {!isNew(data) && <NamedSection rule={rule} />}
        <SaveBar dirty={dirty.value} updatedAt={lastSaved(data)} timeZone={site.timeZone}>
          <UndoButtons journal={journal} onWent={(path) => show(sectionOf(path))} />
        </SaveBar>
      </form>
      {!isNew(data) && <LivePreview rule={rule} dirty={dirty.value} />}
      <LeaveDialog />
    </div>
  );

  /** Whoever takes something back sees what became of it. */
  function show(section: string): void {
    requestAnimationFrame(() =>
      form.current?.querySelector(`#${section}`)?.scrollIntoView({ block: "nearest" }),
    );
  }
}

function isNew({ rule }: EditorData): boolean {
  return rule.base.value.revision === 0;
}

function hasChanges({ rule }: EditorData): boolean {
  return rule.document.value.variants.some(({ changes }) => changes.length > 0);
}

function statusOf(live: Rule | null, hasStopped: boolean): StatusBadgeProps["status"] {
  if (live === null) return "draft";
  if (!live.on) return "off";
  if (live.staged === true) return "staged";
  return hasStopped ? "stopped" : "live";
}

/** ISO 8601 moments in UTC sort as text. */
function lastSaved(data: EditorData): string {
  return editingsOf(data).reduce(
    (last, { base }) => (base.value.updatedAt > last ? base.value.updatedAt : last),
    "",
  );
}

/** Whether the saved drafts, of the rule or of what it shows where, differ from what shoppers see. */
function differs(data: EditorData): boolean {
  return editingsOf(data).some((editing) => editing.differsFromLive());
}
