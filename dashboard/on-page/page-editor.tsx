import { useSignal, useSignalEffect } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { ConflictNotice } from "../editing/conflict-notice.tsx";
import { ProblemSummary } from "../editing/problem-summary.tsx";
import { SaveBar } from "../editing/save-bar.tsx";
import { useDraftForm } from "../editing/use-draft-form.ts";
import { pageToPreview } from "../rules/page-to-preview.ts";
import { LeaveDialog } from "../shell/leave-dialog.tsx";
import { useSite } from "../shell/site.ts";
import { PageHeading } from "../ui/page-heading.tsx";
import { appliedRule } from "./applied-rule.ts";
import { ChangeList } from "./change-list.tsx";
import { FrameLink } from "./frame-link.ts";
import type { PageEditorData } from "./load-page-editor.ts";
import { t } from "./messages.ts";
import { OtherPage } from "./other-page.tsx";
import { PageEdits } from "./page-edits.ts";
import { PickedPanel } from "./picked-panel.tsx";
import { ShopPage } from "./shop-page.tsx";
import { Tools } from "./tools.tsx";
import { useUndoKeys } from "./use-undo-keys.ts";
import { firstDevice } from "../preview/widths.ts";

/** Fields are there only while their element is picked: what is wrong is said above. */
const noFields = () => false;

/** A rule's changes, made on the shop itself. They are shown there at once, and saved as the rule's draft. */
export function PageEditor({ data }: { data: PageEditorData }) {
  const { site } = useSite();
  const { rule, offers, coupons } = data;
  const link = useMemo(() => new FrameLink(), [data]);
  const edits = useMemo(() => new PageEdits(data, site.id), [data]);
  const page = useSignal(pageToPreview(rule.document.peek().pages));
  const device = useSignal(firstDevice());
  const { dirty } = rule;
  const { form, onSubmit } = useDraftForm({ site: site.id, editings: [edits.placementStore, rule], dirty });
  useUndoKeys(edits.history);
  useSignalEffect(() => {
    const { placements } = edits;
    link.show(appliedRule(rule.document.value, edits.variant.value, { offers, coupons, placements, site }));
  });
  const { name } = rule.document.value;
  return (
    <>
      <form ref={form} noValidate onSubmit={onSubmit}>
        <PageHeading title={t("titleOf", { name })} />
        <ConflictNotice editing={rule} timeZone={site.timeZone} />
        <ProblemSummary editings={[rule]} hasField={noFields} />
        <Tools link={link} history={edits.history} page={page} device={device} />
        <OtherPage link={link} edits={edits} />
        <div class="on-page-parts">
          <ShopPage link={link} page={page.value} device={device.value} />
          <div class="on-page-panels">
            <PickedPanel link={link} edits={edits} offers={offers} />
            <ChangeList edits={edits} offers={offers} />
          </div>
        </div>
        <SaveBar dirty={dirty.value} updatedAt={rule.base.value.updatedAt} timeZone={site.timeZone} />
      </form>
      <LeaveDialog />
    </>
  );
}
