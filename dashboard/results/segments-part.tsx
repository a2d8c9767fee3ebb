import type { ResultReport } from "../../worker/api/contract.ts";
import { Part } from "../settings/part.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { dimensions, type HrefOf } from "./asked.ts";
import { countText, signedText, type Unit } from "./figure.ts";
import { IntervalMark, scaleOf } from "./interval-mark.tsx";
import { t } from "./messages.ts";
import { ScrolledTable } from "./scrolled-table.tsx";
import { unknownText, variantName } from "./verdict-sentence.ts";

export interface SegmentsPartProps {
  report: ResultReport;
  unit: Unit;
  hrefOf: HrefOf;
  onBy: ((by: NonNullable<ResultReport["by"]> | "") => void) | undefined;
}

/** The same by device, country and the like, with a warning: whoever looks at many finds something by chance. */
export function SegmentsPart({ report, unit, hrefOf, onBy }: SegmentsPartProps) {
  const { by, value: only, segments, moreSegments, uncounted: others } = report;
  if (onBy === undefined && by === null) return null;
  return (
    <Part title={onBy === undefined ? `${t("segments")}: ${t(`by_${by ?? ""}`)}` : t("parts")}>
      {onBy !== undefined && (
        <SelectField
          label={t("segments")}
          value={by ?? ""}
          options={["" as const, ...dimensions].map((value) => ({ value, label: t(`by_${value}`) }))}
          onValue={(value) => onBy(dimensions.find((each) => each === value) ?? "")}
        />
      )}
      {by !== null && segments.length === 0 && <p>{t("noSegments")}</p>}
      {by !== null && segments.length > 0 && (
        <>
          <p class="notice notice-warn">{t("segmentsWarning", { count: segments.length })}</p>
          {by === "segment" && <p class="hint">{t("segmentsOverlap")}</p>}
          <SegmentTable by={by} only={only} segments={segments} unit={unit} hrefOf={hrefOf} />
        </>
      )}
      {others.length > 0 && (
        <p class="hint">{t("notCounted", { count: others.length, names: others.join(", ") })}</p>
      )}
      {moreSegments > 0 && <p class="hint">{t("moreSegments", { count: moreSegments })}</p>}
    </Part>
  );
}

function SegmentTable(props: {
  by: (typeof dimensions)[number];
  only: ResultReport["value"];
  segments: ResultReport["segments"];
  unit: Unit;
  hrefOf: HrefOf;
}) {
  const { by, only, segments, unit, hrefOf } = props;
  const rows = segments.flatMap(({ value, name, result }) =>
    result.comparisons.map((compared) => ({ value, name, compared, result })),
  );
  const scale = scaleOf(rows.map(({ compared }) => compared.difference));
  return (
    <ScrolledTable label={t(`by_${by}`)}>
      <thead>
        <tr>
          <th scope="col">{t(`by_${by}`)}</th>
          <th scope="col" class="results-number">
            {t("visitors")}
          </th>
          <th scope="col">{t("variant")}</th>
          <th scope="col" class="results-number">
            {t("difference")}
          </th>
          <th scope="col" class="results-picture">
            {t("between")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ value, name, result, compared }) => (
          <tr key={`${value} ${compared.variant}`}>
            <th scope="row">
              <span class="results-name">
                {hrefOf === undefined || value === "" ? (
                  name || t("unknownValue")
                ) : (
                  <a href={hrefOf({ value })} aria-current={value === only ? "true" : undefined}>
                    {name}
                  </a>
                )}
              </span>
            </th>
            <td class="results-number">{countText(result.people)}</td>
            <td>{variantName(compared.variant)}</td>
            <td class="results-number">{signedText(compared.difference.value, unit)}</td>
            <td class="results-picture">
              {compared.unknown === null ? (
                <>
                  <IntervalMark range={compared.difference} scale={scale} />
                  <span class="results-bounds">
                    {signedText(compared.difference.low, unit)} … {signedText(compared.difference.high, unit)}
                  </span>
                </>
              ) : (
                unknownText(compared.unknown)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </ScrolledTable>
  );
}
