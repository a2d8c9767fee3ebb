import type { ResultReport } from "../../worker/api/contract.ts";
import { countText, figureText, percent, signedText, type Unit } from "./figure.ts";
import { IntervalMark, scaleOf } from "./interval-mark.tsx";
import { t } from "./messages.ts";
import { ScrolledTable } from "./scrolled-table.tsx";
import { unknownText, variantName } from "./verdict-sentence.ts";

export interface VariantTableProps {
  result: ResultReport["result"];
  unit: Unit;
  label: string;
}

/** Each variant beside the control: in figures, and as an interval. */
export function VariantTable({ result, unit, label }: VariantTableProps) {
  const { variants, comparisons, control } = result;
  const scale = scaleOf(comparisons.map(({ difference }) => difference));
  const value =
    unit.kind === "proportion" ? t("share") : t(unit.kind === "ratio" ? "perOrder" : "perVisitor");
  return (
    <ScrolledTable label={label}>
      <thead>
        <tr>
          <th scope="col">{t("variant")}</th>
          <th scope="col" class="results-number">
            {t("visitors")}
          </th>
          <th scope="col" class="results-number">
            {value}
          </th>
          <th scope="col" class="results-number">
            {t("difference")}
          </th>
          <th scope="col" class="results-picture">
            {t("between")}
          </th>
          <th scope="col" class="results-number">
            {t("lift")}
          </th>
          <th scope="col" class="results-number">
            {t("chance")}
          </th>
          {unit.kind !== "ratio" && (
            <th scope="col" class="results-number">
              {t("added")}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {variants.map((each) => {
          const compared = comparisons.find(({ variant }) => variant === each.variant);
          return (
            <tr key={each.variant}>
              <th scope="row">
                <span class="results-name">{variantName(each.variant)}</span>
              </th>
              <td class="results-number">{countText(each.people)}</td>
              <td class="results-number">{figureText(each.value, unit)}</td>
              {compared === undefined ? (
                <td colSpan={unit.kind === "ratio" ? 4 : 5} class="results-quiet">
                  {control?.variant === each.variant ? t("control") : "–"}
                </td>
              ) : compared.unknown !== null && compared.difference.low === null ? (
                <td colSpan={unit.kind === "ratio" ? 4 : 5} class="results-quiet">
                  {unknownText(compared.unknown)}
                </td>
              ) : (
                <>
                  <td class="results-number">{signedText(compared.difference.value, unit)}</td>
                  <td class="results-picture">
                    <IntervalMark range={compared.difference} scale={scale} />
                    <span class="results-bounds">
                      {signedText(compared.difference.low, unit)} …{" "}
                      {signedText(compared.difference.high, unit)}
                    </span>
                  </td>
                  <td class="results-number">
                    {compared.relative.value === null ? "–" : signedPercent(compared.relative.value)}
                  </td>
                  <td class="results-number">
                    {compared.chanceToWin === null ? "–" : chanceText(compared.chanceToWin)}
                  </td>
                  {unit.kind !== "ratio" && (
                    <td class="results-number">{addedText(compared.added?.value ?? null, unit)}</td>
                  )}
                </>
              )}
            </tr>
          );
        })}
      </tbody>
    </ScrolledTable>
  );
}

/** Nothing is certain. */
function chanceText(chance: number): string {
  if (chance > 0.999) return `> ${percent(0.999)}`;
  return chance < 0.001 ? `< ${percent(0.001)}` : percent(chance);
}

function signedPercent(share: number): string {
  return (share > 0 ? "+" : "") + percent(share);
}

/** Over everybody a share of visitors is a number of them. */
function addedText(added: number | null, unit: Unit): string {
  if (added === null || unit.kind !== "proportion") return signedText(added, unit);
  return (added > 0 ? "+" : "") + countText(Math.round(added));
}
