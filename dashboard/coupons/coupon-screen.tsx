import "./coupons.css";
import { useRoute } from "preact-iso";
import { useMemo, useState } from "preact/hooks";
import { DraftEditor, isNew } from "../editing/draft-editor.tsx";
import { DraftScreen } from "../editing/draft-screen.tsx";
import { UsedBy, usesAt } from "../editing/used-by.tsx";
import { useSite } from "../shell/site.ts";
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
  return <LoadedCoupon id={id} load={() => loadCoupon(site.id, id)} />;
}

/** `/coupons/new` */
export function NewCouponScreen() {
  const { site } = useSite();
  const data = useMemo(() => newCoupon(site.id), [site.id]);
  return <LoadedCoupon id="new" load={() => Promise.resolve(data)} />;
}

interface LoadedCouponProps {
  id: string;
  load: () => Promise<CouponData>;
}

function LoadedCoupon({ id, load }: LoadedCouponProps) {
  return (
    <DraftScreen id={id} load={load} back={{ path: "/coupons", text: t("back") }} title={t("one")}>
      {(data) => <CouponEditor data={data} />}
    </DraftScreen>
  );
}

/** One coupon with what it says in words beside it. */
function CouponEditor({ data }: { data: CouponData }) {
  const { site } = useSite();
  const { editing, usedBy } = data;
  const [added, setAdded] = useState(0);
  const { live } = editing.base.value;
  return (
    <DraftEditor
      editing={editing}
      kind="coupon"
      title={t(isNew(editing) ? "newTitle" : "one")}
      hasField={(path) => fieldsOfCoupon.test(path)}
    >
      <div class="coupon-columns">
        <div class="coupon-form">
          <CouponForm editing={editing} site={site} />
        </div>
        <aside class="coupon-aside">
          <CouponSummary coupon={editing.document.value} currency={site.currency} />
          {live !== null && <LedgerCard key={added} site={site.id} coupon={live} currency={site.currency} />}
          {live?.pool?.kind === "imported" && (
            <AddCodes site={site.id} coupon={live.id} onAdded={() => setAdded(added + 1)} />
          )}
          <UsedBy
            editing={editing}
            title={t("useTitle")}
            words={t("usedBy", { count: usedBy.length })}
            uses={usesAt("/offers", usedBy)}
          />
        </aside>
      </div>
    </DraftEditor>
  );
}
