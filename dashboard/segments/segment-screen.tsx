import { useLocation } from "preact-iso";
import { useMemo, useState } from "preact/hooks";
import { describeCondition } from "../../model/condition/describe.ts";
import { api } from "../api/api.ts";
import { referenceNames } from "../api/reference-names.ts";
import { ConditionBuilder } from "../conditions/condition-builder.tsx";
import { maySeeCustomers } from "../customers/may.ts";
import { DraftEditor, isNew } from "../editing/draft-editor.tsx";
import { DraftScreen } from "../editing/draft-screen.tsx";
import { UsedBy } from "../editing/used-by.tsx";
import { AudienceLine } from "../editor/audience-line.tsx";
import { refreshPending } from "../publish/pending.ts";
import { attempt } from "../settings/attempt.ts";
import { ConfirmDialog } from "../settings/confirm-dialog.tsx";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { unsaved } from "../shell/unsaved.ts";
import { capitalised } from "../text/capitalised.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { announce } from "../ui/status.tsx";
import { loadSegment, newSegment, type SegmentData } from "./load-segment.ts";
import { Members } from "./members.tsx";
import { t } from "./messages.ts";
import { WhyPerson } from "./why-person.tsx";

/** `/segments/:id` */
export function SegmentScreen({ id }: { id: string }) {
  const { site } = useSite();
  return <LoadedSegment id={id} load={() => loadSegment(site.id, id)} />;
}

/** `/segments/new` */
export function NewSegmentScreen() {
  const { site } = useSite();
  const editing = useMemo(() => newSegment(site.id), [site.id]);
  return (
    <LoadedSegment
      id="new"
      load={async () => ({ editing, references: await referenceNames(site.id), usedBy: [] })}
    />
  );
}

interface LoadedSegmentProps {
  id: string;
  load: () => Promise<SegmentData>;
}

function LoadedSegment({ id, load }: LoadedSegmentProps) {
  return (
    <DraftScreen
      id={id}
      load={load}
      back={{ path: "/segments", text: t("title") }}
      title={t(id === "new" ? "newTitle" : "one")}
    >
      {(data) => <SegmentEditor data={data} />}
    </DraftScreen>
  );
}

/** A segment: whom it is about, how many that is, some of them, and what asks for it. */
function SegmentEditor({ data }: { data: SegmentData }) {
  const { editing, references } = data;
  const { name, condition } = editing.document.value;
  return (
    <DraftEditor
      editing={editing}
      kind="segment"
      title={t(isNew(editing) ? "newTitle" : "one")}
      hasField={(path) => path === "name"}
      below={<BelowSegment data={data} />}
    >
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
        {Object.keys(condition).length > 0 && <p>{capitalised(describeCondition(condition, references))}.</p>}
        <ConditionBuilder
          condition={condition}
          references={references}
          onCondition={(next) => editing.edit({ ...editing.document.peek(), condition: next }, "condition")}
        />
        <AudienceLine condition={condition} />
      </section>
    </DraftEditor>
  );
}

/** What else there is to know of it, and the way to be rid of it. */
function BelowSegment({ data: { editing, references, usedBy } }: { data: SegmentData }) {
  const { id, name, condition } = editing.document.value;
  return (
    <>
      {maySeeCustomers() && (
        <>
          <Members condition={condition} />
          <WhyPerson condition={condition} references={references} />
        </>
      )}
      <UsedBy
        editing={editing}
        title={t("useTitle")}
        words={t("usedBy", { count: usedBy.length })}
        uses={usedBy.map((use) => ({
          path: `/${use.kind}/${encodeURIComponent(use.id)}`,
          name: t(`use_${use.kind}`, { name: use.name }),
        }))}
      />
      {!isNew(editing) && mayChange() && (
        <DeleteSegment id={id} name={name} revision={editing.base.value.revision} uses={usedBy.length} />
      )}
    </>
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
