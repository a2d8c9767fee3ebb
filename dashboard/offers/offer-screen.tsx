import { useRoute } from "preact-iso";
import { useMemo } from "preact/hooks";
import type { Coupon } from "../../model/coupon/coupon.ts";
import { DraftEditor, isNew } from "../editing/draft-editor.tsx";
import { DraftScreen } from "../editing/draft-screen.tsx";
import type { Editing } from "../editing/editing.ts";
import { UsedBy, usesAt } from "../editing/used-by.tsx";
import { useSite } from "../shell/site.ts";
import { Field } from "../ui/field.tsx";
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
      id={id}
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
  const { site } = useSite();
  const editing = useMemo(() => newOffer(site.id), [site.id]);
  return (
    <LoadedOffer id="new" load={async () => ({ editing, coupons: await couponsOf(site.id), usedBy: [] })} />
  );
}

interface LoadedOfferProps {
  id: string;
  load: () => Promise<OfferData>;
}

function LoadedOffer({ id, load }: LoadedOfferProps) {
  return (
    <DraftScreen
      id={id}
      load={load}
      back={{ path: "/offers", text: t("back") }}
      title={t(id === "new" ? "newTitle" : "one")}
    >
      {(data) => <OfferEditor data={data} />}
    </DraftScreen>
  );
}

/** One offer with a picture of it. */
function OfferEditor({ data: { editing, coupons, usedBy } }: { data: OfferData }) {
  return (
    <DraftEditor
      editing={editing}
      kind="offer"
      title={t(isNew(editing) ? "newTitle" : "one")}
      hasField={(path) => fieldsOfOffer.test(path)}
    >
      <section class="card" aria-label={t("one")}>
        <Field
          label={t("name")}
          hint={t("nameHint")}
          value={editing.document.value.name}
          maxLength={120}
          problem={editing.problemAt("name")}
          onValue={(name) => editing.edit({ ...editing.document.peek(), name }, "name")}
        />
        <OfferForm editing={editing} coupons={coupons} />
      </section>
      <UsedBy
        editing={editing}
        title={t("useTitle")}
        words={t("usedBy", { count: usedBy.length })}
        uses={usesAt("/rules", usedBy)}
      />
    </DraftEditor>
  );
}
