import type { Coupon } from "../../model/coupon/coupon.ts";
import { couponWords } from "./coupon-words.ts";
import { t } from "./messages.ts";

/** What was typed, as one would say it to a colleague. */
export function CouponSummary({ coupon, currency }: { coupon: Coupon; currency: string }) {
  const { what, lines } = couponWords(coupon, currency);
  return (
    <section class="card coupon-summary" aria-labelledby="summary-title">
      <h2 id="summary-title">{t("summary")}</h2>
      <p class="coupon-what">{what}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}.</li>
        ))}
      </ul>
    </section>
  );
}
