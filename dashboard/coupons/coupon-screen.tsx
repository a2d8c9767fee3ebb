import "../editing/editing.css";
import "./coupons.css";
import { useLocation, useRoute } from "preact-iso";
import { useMemo, useState } from "preact/hooks";
import { useLoad } from "../api/use-load.ts";
import { HistoryLink } from "../audit/history-link.tsx";
import { ConflictNotice } from "../editing/conflict-notice.tsx";
import { ProblemSummary } from "../editing/problem-summary.tsx";
import { SaveBar } from "../editing/save-bar.tsx";
import { useDraftForm } from "../editing/use-draft-form.ts";
import { StatusBadge } from "../rules/status-badge.tsx";
import { LeaveDialog } from "../shell/leave-dialog.tsx";
import { useSite } from "../shell/site.ts";
import { unsaved } from "../shell/unsaved.ts";
import { BackIcon } from "../ui/icons.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AddCodes } from "./add-codes.tsx";
import { CouponForm, fieldsOfCoupon } from "./coupon-form.tsx";
import { CouponSummary } from "./coupon-summary.tsx";
import { LedgerCard } from "./ledger-card.tsx";
import { type CouponData, loadCoupon, newCoupon } from "./load-coupon.ts";
import { t } from "./messages.ts";

/** `/coupons/:id`: loads a coupon, then lets it be edited. */
export function CouponScreen() {
  const { params } = useRoute();
  const { site } = useSite();
  const id = params.id ?? "";
  const { loaded, reload } = useLoad(
    `${site.id}/${id}`,
    () => loadCoupon(site.id, id),
    // What is typed here and not saved stays. Where this fails, the next save runs into the newer draft and says so.
    ({ editing }) => void editing.refresh().catch(() => {}),
  );
  const { data, error } = loaded.value;
  return (
    <div class="screen editor">
      <Back />
      {data === undefined ? (
        <>
          <PageHeading title={t("one")} />
          {error === undefined ? <Skeleton lines={6} /> : <LoadError error={error} onRetry={reload} />}
        </>
      ) : (
        <CouponEditor data={data} />
      )}
    </div>
  );
}

/** `/coupons/new` */
export function NewCouponScreen() {
  const { site, href } = useSite();
  const { route } = useLocation();
  const data = useMemo(() => newCoupon(site.id), [site.id]);
  return (
    <div class="screen editor">
      <Back />
      <CouponEditor
        data={data}
        onSaved={(id) => {
          unsaved.value = false;
          route(href(`/coupons/${encodeURIComponent(id)}`), true);
        }}
      />
    </div>
  );
}

function Back() {
  const { href } = useSite();
  return (
    <a class="back-link" href={href("/coupons")}>
      <BackIcon />
      {t("back")}
    </a>
  );
}

/** One coupon with what it says in words beside it. It is saved as a draft; publishing is the bar's. */
function CouponEditor({ data, onSaved }: { data: CouponData; onSaved?: (id: string) => void }) {
  const { site, href } = useSite();
  const { editing, usedBy } = data;
  const [added, setAdded] = useState(0);
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
          {!isNew && <HistoryLink kind="coupon" id={document.id} />}
        </div>
        <ConflictNotice editing={editing} timeZone={site.timeZone} />
        <ProblemSummary editings={[editing]} hasField={(path) => fieldsOfCoupon.test(path)} />
        <div class="coupon-columns">
          <div class="coupon-form">
            <CouponForm editing={editing} site={site} />
          </div>
          <aside class="coupon-aside">
            <CouponSummary coupon={document} currency={site.currency} />
            {live !== null && (
              <LedgerCard key={added} site={site.id} coupon={live} currency={site.currency} />
            )}
            {live?.pool?.kind === "imported" && (
              <AddCodes site={site.id} coupon={live.id} onAdded={() => setAdded(added + 1)} />
            )}
            {!isNew && (
              <section class="card" aria-labelledby="use-title">
                <h2 id="use-title">{t("useTitle")}</h2>
                <p>{t("usedBy", { count: usedBy.length })}</p>
                {usedBy.length > 0 && (
                  <ul>
                    {usedBy.map(({ id, name }) => (
                      <li key={id}>
                        <a href={href(`/offers/${encodeURIComponent(id)}`)}>{name}</a>
                      </li>
                    ))}
                  </ul>
                )}
              </section>
            )}
          </aside>
        </div>
        <SaveBar dirty={editing.dirty.value} updatedAt={updatedAt} timeZone={site.timeZone} />
      </form>
      <LeaveDialog />
    </>
  );
}
