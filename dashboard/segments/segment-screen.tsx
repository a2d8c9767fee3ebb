import { useLocation } from "preact-iso";
import { useMemo, useState } from "preact/hooks";
import { describeCondition } from "../../model/condition/describe.ts";
import { api } from "../api/api.ts";
import { referenceNames } from "../api/reference-names.ts";
import { useLoad } from "../api/use-load.ts";
import { HistoryLink } from "../audit/history-link.tsx";
import { ConditionBuilder } from "../conditions/condition-builder.tsx";
import { maySeeCustomers } from "../customers/may.ts";
import { ConflictNotice } from "../editing/conflict-notice.tsx";
import { ProblemSummary } from "../editing/problem-summary.tsx";
import { SaveBar } from "../editing/save-bar.tsx";
import { useDraftForm } from "../editing/use-draft-form.ts";
import { AudienceLine } from "../editor/audience-line.tsx";
import { refreshPending } from "../publish/pending.ts";
import { StatusBadge } from "../rules/status-badge.tsx";
import { attempt } from "../settings/attempt.ts";
import { ConfirmDialog } from "../settings/confirm-dialog.tsx";
import { LeaveDialog } from "../shell/leave-dialog.tsx";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { unsaved } from "../shell/unsaved.ts";
import { capitalised } from "../text/capitalised.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { BackIcon } from "../ui/icons.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { announce } from "../ui/status.tsx";
import { loadSegment, newSegment, type SegmentData } from "./load-segment.ts";
import { Members } from "./members.tsx";
import { t } from "./messages.ts";
import { WhyPerson } from "./why-person.tsx";

/** `/segments/:id` */
export function SegmentScreen({ id }: { id: string }) {
  const { site } = useSite();
  return <LoadedSegment load={() => loadSegment(site.id, id)} />;
}

/** `/segments/new` */
export function NewSegmentScreen() {
  const { site, href } = useSite();
  const { route } = useLocation();
  const editing = useMemo(() => newSegment(site.id), [site.id]);
  return (
    <LoadedSegment
      load={async () => ({ editing, references: await referenceNames(site.id), usedBy: [] })}
      onSaved={(id) => {
        unsaved.value = false;
        route(href(`/segments/${encodeURIComponent(id)}`), true);
      }}
    />
  );
}

function LoadedSegment({
  load,
  onSaved,
}: {
  load: () => Promise<SegmentData>;
  onSaved?: (id: string) => void;
}) {
  const { href } = useSite();
  const { loaded, reload } = useLoad(
    "segment",
    load,
    // What is typed here and not saved stays. Where this fails, the next save runs into the newer draft and says so.
    ({ editing }) => void editing.refresh().catch(() => {}),
  );
  const { data, error } = loaded.value;
  return (
    <div class="screen editor">
      <a class="back-link" href={href("/segments")}>
        <BackIcon />
        {t("title")}
      </a>
      {data === undefined ? (
        <>
          <PageHeading title={t("one")} />
          {error === undefined ? <Skeleton lines={6} /> : <LoadError error={error} onRetry={reload} />}
        </>
      ) : (
        <SegmentEditor data={data} {...(onSaved === undefined ? {} : { onSaved })} />
      )}
    </div>
  );
}

/** A segment: whom it is about, how many that is, some of them, and what asks for it. */
function SegmentEditor({ data, onSaved }: { data: SegmentData; onSaved?: (id: string) => void }) {
  const { site } = useSite();
  const { editing, references, usedBy } = data;
  const { form, onSubmit } = useDraftForm({
    site: site.id,
    editings: [editing],
    dirty: editing.dirty,
    onSaved: () => onSaved?.(editing.document.peek().id),
  });
  const { id, name, condition } = editing.document.value;
  const { live, updatedAt } = editing.base.value;
  const isNew = updatedAt === "";
  return (
    <>
      <form ref={form} noValidate onSubmit={onSubmit}>
        <div class="editor-head">
          <PageHeading title={name || t(isNew ? "newTitle" : "one")} />
          {!isNew && (
            <StatusBadge status={live === null ? "draft" : "live"} changed={editing.differsFromLive()} />
          )}
          {!isNew && <HistoryLink kind="segment" id={id} />}
        </div>
        <ConflictNotice editing={editing} timeZone={site.timeZone} />
        <ProblemSummary editings={[editing]} hasField={(path) => path === "name"} />
        <section class="card" aria-labelledby="who-title">
          <Field
            label={t("name")}
            hint={t("nameHint")}
            value={name}
            maxLength={120}
            problem={editing.problemAt("name")}
            onValue={(next) => editing.edit({ ...editing.document.peek(), name: next }, "name")}
          />
          <h2 id="who-title">{t("who")}</h2>
          {Object.keys(condition).length > 0 && (
            <p>{capitalised(describeCondition(condition, references))}.</p>
          )}
          <ConditionBuilder
            condition={condition}
            references={references}
            onCondition={(next) => editing.edit({ ...editing.document.peek(), condition: next }, "condition")}
          />
          <AudienceLine condition={condition} />
        </section>
        {mayChange() && (
          <SaveBar dirty={editing.dirty.value} updatedAt={updatedAt} timeZone={site.timeZone} />
        )}
      </form>
      {maySeeCustomers() && (
        <>
          <Members condition={condition} />
          <WhyPerson condition={condition} references={references} />
        </>
      )}
      {!isNew && <Uses uses={usedBy} />}
      {!isNew && mayChange() && (
        <DeleteSegment id={id} name={name} revision={editing.base.value.revision} uses={usedBy.length} />
      )}
      <LeaveDialog />
    </>
  );
}

function Uses({ uses }: { uses: SegmentData["usedBy"] }) {
  const { href } = useSite();
  return (
    <section class="card" aria-labelledby="use-title">
      <h2 id="use-title">{t("useTitle")}</h2>
      <p>{t("usedBy", { count: uses.length })}</p>
      {uses.length > 0 && (
        <ul>
          {uses.map(({ kind, id, name }) => (
            <li key={`${kind}/${id}`}>
              <a href={href(`/${kind}/${encodeURIComponent(id)}`)}>{t(`use_${kind}`, { name })}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function DeleteSegment({
  id,
  name,
  revision,
  uses,
}: {
  id: string;
  name: string;
  revision: number;
  uses: number;
}) {
  const { site, href } = useSite();
  const { route } = useLocation();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    const deleted = await attempt(() =>
      api("DELETE /segments/:id?site=:site", { site: site.id, id, over: revision }),
    );
    setBusy(false);
    setAsking(false);
    if (deleted === undefined) return;
    unsaved.value = false;
    announce("done", t("deleted", { name }));
    void refreshPending(site.id);
    route(href("/segments"), true);
  };
  return (
    <section class="card" aria-labelledby="delete-title">
      <h2 id="delete-title">{t("deleteTitle")}</h2>
      <p>{t(uses === 0 ? "deleteHint" : "deleteUsed", { count: uses })}</p>
      {uses === 0 && (
        <div>
          <Button look="danger" onClick={() => setAsking(true)}>
            {t("delete")}
          </Button>
        </div>
      )}
      {asking && (
        <ConfirmDialog
          title={t("deleteAsk", { name })}
          body={t("deleteBody")}
          keep={t("keep")}
          go={t("yesDelete")}
          busy={busy}
          onClose={() => setAsking(false)}
          onGo={() => void remove()}
        />
      )}
    </section>
  );
}
