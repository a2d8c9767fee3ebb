import type { ResultReport } from "../../worker/api/contract.ts";
import { price } from "../text/amount.ts";
import { countText, percent } from "./figure.ts";
import { t } from "./messages.ts";
import { ScrolledTable } from "./scrolled-table.tsx";
import { variantName } from "./verdict-sentence.ts";

/** How far people of each variant came, and what they paid. */
export function Funnel({ report: { funnel, currency } }: { report: ResultReport }) {
  const most = Math.max(
    ...funnel.map(({ people, carts, buyers }) => share(Math.max(carts, buyers), people)),
    0,
  );
  const money = (amount: number | null) => (amount === null ? "–" : price(amount, currency));
  return (
    <ScrolledTable label={t("funnel")}>
      <thead>
        <tr>
          <th scope="col">{t("variant")}</th>
          <th scope="col" class="results-number">
            {t("visitors")}
          </th>
          <th scope="col">{t("carts")}</th>
          <th scope="col">{t("buyers")}</th>
          <th scope="col" class="results-number">
            {t("orders")}
          </th>
          <th scope="col" class="results-number">
            {t("orderValue")}
          </th>
          <th scope="col" class="results-number">
            {t("revenue")}
          </th>
          <th scope="col" class="results-number">
            {t("costs")}
          </th>
          <th scope="col" class="results-number">
            {t("perVisitor")}
          </th>
        </tr>
      </thead>
      <tbody>
        {funnel.map(({ variant, people, carts, buyers, orders, revenue, costs, perPerson, orderValue }) => (
          <tr key={variant}>
            <th scope="row">
              <span class="results-name">{variantName(variant)}</span>
            </th>
            <td class="results-number">{countText(people)}</td>
            <Step count={carts} people={people} most={most} />
            <Step count={buyers} people={people} most={most} />
            <td class="results-number">{countText(orders)}</td>
            <td class="results-number">{money(orderValue)}</td>
            <td class="results-number">{money(revenue)}</td>
            <td class="results-number">{money(costs)}</td>
            <td class="results-number">{money(perPerson)}</td>
          </tr>
        ))}
      </tbody>
    </ScrolledTable>
  );
}

/** How many came so far, as a share of all who saw it. @param most the largest share in the table */
function Step({ count, people, most }: { count: number; people: number; most: number }) {
  const part = share(count, people);
  return (
    <td>
      {countText(count)} ({percent(part)})
      <svg class="results-bar" width="100%" height="6" aria-hidden="true" focusable="false">
        <rect width={`${most > 0 ? (100 * part) / most : 0}%`} height="6" rx="3" />
      </svg>
    </td>
  );
}

function share(count: number, people: number): number {
  return people > 0 ? count / people : 0;
}
