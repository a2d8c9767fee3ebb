import "../editing/editing.css";
import { useLocation, useRoute } from "preact-iso";
import { useMemo } from "preact/hooks";
import type { Coupon } from "../../model/coupon/coupon.ts";
import { useLoad } from "../api/use-load.ts";
import { HistoryLink } from "../audit/history-link.tsx";
import { ConflictNotice } from "../editing/conflict-notice.tsx";
import type { Editing } from "../editing/editing.ts";
import { ProblemSummary } from "../editing/problem-summary.tsx";
import { SaveBar } from "../editing/save-bar.tsx";
import { useDraftForm } from "../editing/use-draft-form.ts";
import { StatusBadge } from "../rules/status-badge.tsx";
import { LeaveDialog } from "../shell/leave-dialog.tsx";
import { useSite } from "../shell/site.ts";
import { unsaved } from "../shell/unsaved.ts";
import { Field } from "../ui/field.tsx";
import { BackIcon } from "../ui/icons.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { couponsOf, editOffer, newOffer, rulesWith } from "./load-offer.ts";
import { t } from "./messages.ts";
import { fieldsOfOffer, OfferForm } from "./offer-form.tsx";

interface OfferData {
  editing: Editing<"offers">;
  coupons: readonly Coupon[];
  usedBy: readonly { id: string; name: string }[];
}

/** `/offers/:id`: loads an offer, then lets it be edited. */
export function OfferScreen() {
  const { params } = useRoute();
  const { site } = useSite();
  const id = params.id ?? "";
  return (
    <LoadedOffer
      key={`${site.id}/${id}`}
      load={async () => {
        const [editing, coupons, usedBy] = await Promise.all([
          editOffer(site.id, id),
          couponsOf(site.id),
          rulesWith(site.id, id),
        ]);
        return { editing, coupons, usedBy };
      }}
    />
  );
}

/** `/offers/new` */
export function NewOfferScreen() {
  const { site, href } = useSite();
  const { route } = useLocation();
  const editing = useMemo(() => newOffer(site.id), [site.id]);
  return (
    <LoadedOffer
      key={site.id}
      load={async () => ({ editing, coupons: await couponsOf(site.id), usedBy: [] })}
      onSaved={(id) => {
        unsaved.value = false;
        route(href(`/offers/${encodeURIComponent(id)}`), true);
      }}
    />
  );
}

function LoadedOffer({ load, onSaved }: { load: () => Promise<OfferData>; onSaved?: (id: string) => void }) {
  const { href } = useSite();
  const { loaded, reload } = useLoad(
    "offer",
    load,
    // What is typed here and not saved stays. Where this fails, the next save runs into the newer draft and says so.
    ({ editing }) => void editing.refresh().catch(() => {}),
  );
  const { data, error } = loaded.value;
  return (
    <div class="screen editor">
      <a class="back-link" href={href("/offers")}>
        <BackIcon />
        {t("back")}
      </a>
      {data === undefined ? (
        <>
          <PageHeading title={t("one")} />
          {error === undefined ? <Skeleton lines={6} /> : <LoadError error={error} onRetry={reload} />}
        </>
      ) : (
        <OfferEditor data={data} {...(onSaved === undefined ? {} : { onSaved })} />
      )}
    </div>
  );
}

/** One offer with a picture of it. It is saved as a draft; publishing is the bar's. */
function OfferEditor({ data, onSaved }: { data: OfferData; onSaved?: (id: string) => void }) {
  const { site, href } = useSite();
  const { editing, coupons, usedBy } = data;
  const { form, onSubmit } = useDraftForm({
    site: site.id,
    editings: [editing],
    dirty: editing.dirty,
    onSaved: () => onSaved?.(editing.document.peek().id),
  });
  const document = editing.document.value;
  const { live, updatedAt } = editing.base.value;
  const isNew = updatedAt === "";
  return (
    <>
      <form ref={form} noValidate onSubmit={onSubmit}>
        <div class="editor-head">
          <PageHeading title={document.name || t(isNew ? "newTitle" : "one")} />
          {!isNew && (
            <StatusBadge status={live === null ? "draft" : "live"} changed={editing.differsFromLive()} />
          )}
          {!isNew && <HistoryLink kind="offer" id={document.id} />}
        </div>
        <ConflictNotice editing={editing} timeZone={site.timeZone} />
        <ProblemSummary editings={[editing]} hasField={(path) => fieldsOfOffer.test(path)} />
        <section class="card" aria-label={t("one")}>
          <Field
            label={t("name")}
            hint={t("nameHint")}
            value={document.name}
            maxLength={120}
            problem={editing.problemAt("name")}
            onValue={(name) => editing.edit({ ...editing.document.peek(), name }, "name")}
          />
          <OfferForm editing={editing} coupons={coupons} />
        </section>
        {!isNew && (
          <section class="card" aria-labelledby="use-title">
            <h2 id="use-title">{t("useTitle")}</h2>
            <p>{t("usedBy", { count: usedBy.length })}</p>
            {usedBy.length > 0 && (
              <ul>
                {usedBy.map(({ id, name }) => (
                  <li key={id}>
                    <a href={href(`/rules/${encodeURIComponent(id)}`)}>{name}</a>
                  </li>
                ))}
              </ul>
            )}
          </section>
        )}
        <SaveBar dirty={editing.dirty.value} updatedAt={updatedAt} timeZone={site.timeZone} />
      </form>
      <LeaveDialog />
    </>
  );
}
