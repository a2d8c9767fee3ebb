import { useLocation } from "preact-iso";
import { useMemo } from "preact/hooks";
import type { Placement } from "../../model/placement.ts";
import { positions } from "../../model/positions.ts";
import type { Rule } from "../../model/rule.ts";
import { useLoad } from "../api/use-load.ts";
import { HistoryLink } from "../audit/history-link.tsx";
import { ConflictNotice } from "../editing/conflict-notice.tsx";
import { ProblemSummary } from "../editing/problem-summary.tsx";
import { SaveBar } from "../editing/save-bar.tsx";
import { useDraftForm } from "../editing/use-draft-form.ts";
import { pageToPreview } from "../rules/page-to-preview.ts";
import { StatusBadge } from "../rules/status-badge.tsx";
import { LeaveDialog } from "../shell/leave-dialog.tsx";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { unsaved } from "../shell/unsaved.ts";
import { Field } from "../ui/field.tsx";
import { BackIcon } from "../ui/icons.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { loadPlacement, newPlacement, type PlacementData } from "./load-placement.ts";
import { t } from "./messages.ts";
import { PlacementOnPage } from "./placement-on-page.tsx";

/** `/placements/:id` */
export function PlacementScreen({ id }: { id: string }) {
  const { site } = useSite();
  return <LoadedPlacement load={() => loadPlacement(site.id, id)} />;
}

/** `/placements/new` */
export function NewPlacementScreen() {
  const { site, href } = useSite();
  const { route } = useLocation();
  const editing = useMemo(() => newPlacement(site.id), [site.id]);
  return (
    <LoadedPlacement
      load={() => Promise.resolve({ editing, usedBy: [] })}
      onSaved={(id) => {
        unsaved.value = false;
        route(href(`/placements/${encodeURIComponent(id)}`), true);
      }}
    />
  );
}

interface LoadedPlacementProps {
  load: () => Promise<PlacementData>;
  /** Called with its id once it is saved. */
  onSaved?: (id: string) => void;
}

function LoadedPlacement({ load, onSaved }: LoadedPlacementProps) {
  const { href } = useSite();
  const { loaded, reload } = useLoad(
    "placement",
    load,
    // What is typed here and not saved stays. Where this fails, the next save runs into the newer draft and says so.
    ({ editing }) => void editing.refresh().catch(() => {}),
  );
  const { data, error } = loaded.value;
  return (
    <div class="screen editor">
      <a class="back-link" href={href("/placements")}>
        <BackIcon />
        {t("title")}
      </a>
      {data === undefined ? (
        <>
          <PageHeading title={t("one")} />
          {error === undefined ? <Skeleton lines={6} /> : <LoadError error={error} onRetry={reload} />}
        </>
      ) : (
        <PlacementEditor data={data} {...(onSaved === undefined ? {} : { onSaved })} />
      )}
    </div>
  );
}

/** A place: what it is called, where it is, which rules use it, and how it looks on a page. */
function PlacementEditor({ data, onSaved }: Pick<LoadedPlacementProps, "onSaved"> & { data: PlacementData }) {
  const { site } = useSite();
  const { editing, usedBy } = data;
  const { form, onSubmit } = useDraftForm({
    site: site.id,
    editings: [editing],
    dirty: editing.dirty,
    onSaved: () => onSaved?.(editing.document.peek().id),
  });
  const placement = editing.document.value;
  const { live, updatedAt } = editing.base.value;
  const isNew = updatedAt === "";
  const edit = (part: Partial<Placement>, field: string) =>
    editing.edit({ ...editing.document.peek(), ...part }, field);
  return (
    <>
      <form ref={form} noValidate onSubmit={onSubmit}>
        <div class="editor-head">
          <PageHeading title={placement.name || t(isNew ? "newTitle" : "one")} />
          {!isNew && (
            <StatusBadge status={live === null ? "draft" : "live"} changed={editing.differsFromLive()} />
          )}
          {!isNew && <HistoryLink kind="placement" id={placement.id} />}
        </div>
        <ConflictNotice editing={editing} timeZone={site.timeZone} />
        <ProblemSummary editings={[editing]} hasField={(path) => /^(name|selector)$/.test(path)} />
        <section class="card" aria-label={t("one")}>
          <Field
            label={t("name")}
            hint={t("nameHint")}
            value={placement.name}
            maxLength={120}
            problem={editing.problemAt("name")}
            onValue={(name) => edit({ name }, "name")}
          />
          <div class="field-pair">
            <Field
              label={t("selector")}
              hint={t("selectorHint")}
              code
              value={placement.selector}
              problem={editing.problemAt("selector")}
              onValue={(selector) => edit({ selector }, "selector")}
            />
            <SelectField
              label={t("position")}
              value={placement.position}
              options={positions.map((value) => ({ value, label: t(value) }))}
              onValue={(value) =>
                edit({ position: positions.find((each) => each === value) ?? placement.position }, "position")
              }
            />
          </div>
        </section>
        {mayChange() && (
          <PlacementOnPage
            placement={placement}
            firstPage={pageToPreview(usedBy.flatMap(({ pages }) => pages))}
            onSelector={(selector) => edit({ selector }, "selector")}
          />
        )}
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
