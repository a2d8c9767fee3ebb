import { useMemo } from "preact/hooks";
import type { Placement } from "../../model/placement.ts";
import { positions } from "../../model/positions.ts";
import { DraftEditor, isNew } from "../editing/draft-editor.tsx";
import { DraftScreen } from "../editing/draft-screen.tsx";
import { UsedBy, usesAt } from "../editing/used-by.tsx";
import { pageToPreview } from "../rules/page-to-preview.ts";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { Field } from "../ui/field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { loadPlacement, newPlacement, type PlacementData } from "./load-placement.ts";
import { t } from "./messages.ts";
import { PlacementOnPage } from "./placement-on-page.tsx";

/** `/placements/:id` */
export function PlacementScreen({ id }: { id: string }) {
  const { site } = useSite();
  return <LoadedPlacement id={id} load={() => loadPlacement(site.id, id)} />;
}

/** `/placements/new` */
export function NewPlacementScreen() {
  const { site } = useSite();
  const editing = useMemo(() => newPlacement(site.id), [site.id]);
  return <LoadedPlacement id="new" load={() => Promise.resolve({ editing, usedBy: [] })} />;
}

interface LoadedPlacementProps {
  id: string;
  load: () => Promise<PlacementData>;
}

function LoadedPlacement({ id, load }: LoadedPlacementProps) {
  return (
    <DraftScreen id={id} load={load} back={{ path: "/placements", text: t("title") }} title={t("one")}>
      {(data) => <PlacementEditor data={data} />}
    </DraftScreen>
  );
}

/** A place: what it is called, where it is, which rules use it, and how it looks on a page. */
function PlacementEditor({ data: { editing, usedBy } }: { data: PlacementData }) {
  const placement = editing.document.value;
  const edit = (part: Partial<Placement>, field: string) =>
    editing.edit({ ...editing.document.peek(), ...part }, field);
  return (
    <DraftEditor
      editing={editing}
      kind="placement"
      title={t(isNew(editing) ? "newTitle" : "one")}
      hasField={(path) => /^(name|selector)$/.test(path)}
    >
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
      <UsedBy
        editing={editing}
        title={t("useTitle")}
        words={t("usedBy", { count: usedBy.length })}
        uses={usesAt("/rules", usedBy)}
      />
    </DraftEditor>
  );
}
