import { useState } from "preact/hooks";
import type { HeldCoupon } from "../../model/snapshot.ts";
import { api } from "../api/api.ts";
import { attempt } from "../settings/attempt.ts";
import { Part } from "../settings/part.tsx";
import { useWhen } from "../settings/when.ts";
import { useSite } from "../shell/site.ts";
import { money } from "../text/amount.ts";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { announce } from "../ui/status.tsx";
import type { CustomerData } from "./load-customer.ts";
import { t } from "./messages.ts";
import { refusalText } from "./refusal-text.ts";

/** What they hold and what became of it; whoever serves them gives them another. */
export function CouponsCard({ data, onChange }: { data: CustomerData; onChange: () => void }) {
  const { site } = useSite();
  const { profile, coupons } = data;
  const [wanted, setWanted] = useState(coupons[0]?.id ?? "");
  const [busy, setBusy] = useState(false);
  const name = (id: string) => coupons.find((coupon) => coupon.id === id)?.name ?? id;
  const issue = async () => {
    setBusy(true);
    const identities = [{ type: "visitor", value: profile.id }];
    const issued = await attempt(() =>
      api("POST /coupons/:id/issue?site=:site", { site: site.id, id: wanted, body: { identities } }),
    );
    setBusy(false);
    if (issued === undefined) return;
    if (issued.issued) announce("done", t("issued", { coupon: name(wanted), code: issued.code }));
    else announce("failed", t("notIssued", { reason: refusalText(issued.reason) }));
    onChange();
  };
  return (
    <Part title={t("coupons")}>
      {profile.coupons.length === 0 && <p class="hint">{t("noCoupons")}</p>}
      {profile.coupons.length > 0 && (
        <ul class="held">
          {profile.coupons.map((coupon) => (
            <HeldRow key={coupon.id} coupon={coupon} name={name(coupon.id)} />
          ))}
        </ul>
      )}
      {coupons.length > 0 && (
        <form
          class="issue-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void issue();
          }}
        >
          <SelectField
            label={t("issueWhich")}
            value={wanted}
            options={coupons.map((coupon) => ({ value: coupon.id, label: coupon.name }))}
            onValue={setWanted}
          />
          <Button type="submit" busy={busy}>
            {t("issue")}
          </Button>
        </form>
      )}
    </Part>
  );
}

function HeldRow({ coupon, name }: { coupon: HeldCoupon; name: string }) {
  const { site, href } = useSite();
  const when = useWhen();
  const { id, code, state, off, reason, expiresAtMs } = coupon;
  const words = [
    t(`coupon_${state}`),
    ...(off === undefined ? [] : [t("takenOff", { amount: money(off, site.currency) })]),
    ...(reason === undefined ? [] : [refusalText(reason)]),
    ...(expiresAtMs === undefined ? [] : [t("until", { when: when(new Date(expiresAtMs).toISOString()) })]),
  ];
  return (
    <li>
      <a href={href(`/coupons/${encodeURIComponent(id)}`)}>{name}</a> {code !== null && <code>{code}</code>}
      <p class="hint">{words.join(" · ")}</p>
    </li>
  );
}
