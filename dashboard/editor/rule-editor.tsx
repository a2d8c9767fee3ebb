import { describeCondition } from "../../model/condition/describe.ts";
import { useComputed } from "@preact/signals";
import { Sentence } from "../rules/sentence.tsx";
import { ruleSentence } from "../rules/rule-sentence.ts";
import { StatusBadge } from "../rules/status-badge.tsx";
import { LivePreview } from "../preview/live-preview.tsx";
import { LeaveDialog } from "../shell/leave-dialog.tsx";
import { useDraftForm } from "../editing/use-draft-form.ts";
import { useSite } from "../shell/site.ts";
import { Field } from "../ui/field.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { ConflictNotice } from "../editing/conflict-notice.tsx";
import { editingsOf, type EditorData } from "./load-editor.ts";
import { t } from "./messages.ts";
import { ProblemSummary } from "../editing/problem-summary.tsx";
import { SaveBar } from "../editing/save-bar.tsx";
import { WhatSection } from "./what-section.tsx";
import { WhenSection } from "./when-section.tsx";
import { WhereSection } from "./where-section.tsx";
import { WhoSection } from "./who-section.tsx";

/** The paths that have a field of their own, which shows its problem beside it. */
const fields =
  /^(name|pages(\[\d+\])?|value|cost|headline|text|button\.(label|link)|variants\[\d+\]\.changes\[\d+\]\.(text|html|value))$/;

/** One rule, its sentence on top, then what, who and where. It is saved as a draft; publishing is the bar's. */
export function RuleEditor({ data }: { data: EditorData }) {
  const { site } = useSite();
  const editings = editingsOf(data);
  const dirty = useComputed(() => editings.some((editing) => editing.dirty.value));

  const { form, onSubmit } = useDraftForm({
    site: site.id,
    editings: editings,
    dirty,
  });

  const { rule, offers } = data;
  const document = rule.document.value;
  const names = new Map(
    [...offers].flatMap(([id, offer]) =>
      offer.ok ? [[id, offer.editing.document.value.name] as const] : [],
    ),
  );
  const { live } = rule.base.value;
  const status = live === null ? "draft" : live.on ? "live" : "off";
  return (
    <>
      <form ref={form} noValidate onSubmit={onSubmit}>
        <div class="editor-head">
          <PageHeading title={document.name === "" ? t("title") : document.name} />
          <StatusBadge status={status} changed={live !== null && differs(data)} />
        </div>
        <Sentence
          parts={ruleSentence(document, {
            offers: names,
            who: describeCondition(document.condition, data.references),
          })}
          linkTo={{ what: "#what", who: "#who", where: "#where" }}
        />
        {editings.map((editing) => (
          <ConflictNotice key={editing.document.value.id} editing={editing} timeZone={site.timeZone} />
        ))}
        <ProblemSummary editings={editings} hasField={(path) => fields.test(path)} />
        <WhatSection data={data} />
        <WhoSection rule={rule} references={data.references} />
        <WhereSection rule={rule} />
        <WhenSection rule={rule} />
        <LivePreview rule={rule} dirty={dirty.value} />
        <section class="card">
          <h2>{t("namedTitle")}</h2>
          <Field
            label={t("name")}
            value={document.name}
            maxLength={120}
            problem={rule.problemAt("name")}
            onValue={(name) => rule.edit({ ...document, name }, "name")}
          />
        </section>
        <SaveBar dirty={dirty.value} updatedAt={lastSaved(data)} timeZone={site.timeZone} />
      </form>
      <LeaveDialog />
    </>
  );
}

/** ISO 8601 moments in UTC sort as text. */
function lastSaved(data: EditorData): string {
  return editingsOf(data).reduce(
    (last, { base }) => (base.value.updatedAt > last ? base.value.updatedAt : last),
    "",
  );
}

/** Whether the saved drafts, of the rule or of its offers, differ from what shoppers see. */
function differs(data: EditorData): boolean {
  return editingsOf(data).some((editing) => editing.differsFromLive());
}
