import type { CouponLedger } from "../../worker/api/contract.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";
import { useLoad } from "../api/use-load.ts";
import { api } from "../api/api.ts";
import { money } from "../text/amount.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { t } from "./messages.ts";

const states = ["available", "reserved", "redeemed", "expired", "revoked"] as const;

/** What became of all that was ever given to people: of a coupon that is live, as its own objects count it. */
export function LedgerCard({ site, coupon, currency }: { site: string; coupon: Coupon; currency: string }) {
  const { loaded } = useLoad(`${site}/${coupon.id}`, async () => {
    const { ledger } = await api("GET /coupons/:id/ledger?site=:site", { site, id: coupon.id });
    return ledger;
  });
  const { data, error } = loaded.value;
  return (
    <section class="card" aria-labelledby="ledger-title">
      <h2 id="ledger-title">{t("soFar")}</h2>
      {data === undefined && error === undefined && <Skeleton lines={3} />}
      {data === undefined && error !== undefined && <p>{t("noLedger", { reason: error.message })}</p>}
      {data !== undefined && <LedgerWords ledger={data} budget={coupon.budget} currency={currency} />}
    </section>
  );
}

function LedgerWords(props: { ledger: CouponLedger; budget: number | null; currency: string }) {
  const { ledger, budget, currency } = props;
  return (
    <>
      <p>{t("issued", { count: ledger.issued })}</p>
      {ledger.isSpent && <p class="coupon-spent">{t("spent")}</p>}
      {ledger.issued > 0 && (
        <>
          <div class="ledger-bar" aria-hidden="true">
            {states.map((state) => (
              <span key={state} class={`ledger-${state}`} style={{ flexGrow: ledger[state] }} />
            ))}
          </div>
          <dl class="ledger">
            {states.map((state) => (
              <div key={state} class={`ledger-${state}`}>
                <dt>{t(state)}</dt>
                <dd>{ledger[state]}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {ledger.stock !== null && <p>{t("stock", { count: ledger.stock })}</p>}
      {budget === null ? (
        ledger.redeemedAmount > 0 && (
          <p>{t("takenOff", { amount: money(ledger.redeemedAmount, currency) })}</p>
        )
      ) : (
        <BudgetBar ledger={ledger} budget={budget} currency={currency} />
      )}
    </>
  );
}

function BudgetBar(props: { ledger: CouponLedger; budget: number; currency: string }) {
  const { ledger, budget, currency } = props;
  const { redeemedAmount, reservedAmount } = ledger;
  const words = t("ofBudget", {
    amount: money(redeemedAmount, currency),
    budget: money(budget, currency),
    reserved: money(reservedAmount, currency),
  });
  return (
    <div class="budget">
      <div class="ledger-bar" aria-hidden="true">
        <span class="ledger-redeemed" style={{ flexGrow: redeemedAmount }} />
        <span class="ledger-reserved" style={{ flexGrow: reservedAmount }} />
        <span style={{ flexGrow: Math.max(0, budget - redeemedAmount - reservedAmount) }} />
      </div>
      <p>{words}</p>
    </div>
  );
}
