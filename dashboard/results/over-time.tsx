import "uplot/dist/uPlot.min.css";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import type { ResultReport } from "../../worker/api/contract.ts";
import { locale } from "../text/language.ts";
import { countText, daysText, signedText, type Unit } from "./figure.ts";
import { t } from "./messages.ts";
import { namedDays, secondOf } from "./named-days.ts";
import { ScrolledTable } from "./scrolled-table.tsx";
import { variantName } from "./verdict-sentence.ts";

type Days = ResultReport["days"];

const height = 240;
/** Of more variants than these, the rest waits behind a press. */
const mostAtOnce = 3;
/** In seconds: no day is named twice. */
const dayIncrements = [1, 2, 7, 14, 28, 91].map((days) => days * 86_400);

/** The difference and its interval, day by day: as a picture, and as a table. */
export function OverTime({ days, unit, first }: { days: Days; unit: Unit; first: string | null }) {
  const variants = [...new Set(days.flatMap(({ differences }) => differences.map(({ variant }) => variant)))];
  // Of whom nothing can be told yet there is nothing to draw; the one that is spoken of comes first.
  const drawn = variants
    .filter((variant) =>
      days.some(({ differences }) =>
        differences.some((each) => each.variant === variant && each.difference.low !== null),
      ),
    )
    .toSorted((one, other) => Number(other === first) - Number(one === first));
  const courseOf = (variant: string) => (
    <figure key={variant} class="results-course">
      {variants.length > 1 && <figcaption>{variantName(variant)}</figcaption>}
      <Course days={days} variant={variant} unit={unit} />
    </figure>
  );
  const others = drawn.slice(mostAtOnce);
  return (
    <>
      {drawn.length > 0 ? <Legend unit={unit} /> : <p>{t("noCourse")}</p>}
      {drawn.slice(0, mostAtOnce).map(courseOf)}
      {others.length > 0 && (
        <details>
          <summary>{t("otherVariants", { count: others.length })}</summary>
          {others.map(courseOf)}
        </details>
      )}
      <details>
        <summary>{t("asTable")}</summary>
        <ScrolledTable label={t("overTime")}>
          <thead>
            <tr>
              <th scope="col">{t("day")}</th>
              <th scope="col" class="results-number">
                {t("visitors")}
              </th>
              <th scope="col">{t("variant")}</th>
              <th scope="col" class="results-number">
                {t("difference")}
              </th>
              <th scope="col">{t("between")}</th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().flatMap(({ day, people, differences }) =>
              differences.map(({ variant, difference: { value, low, high } }) => (
                <tr key={`${day} ${variant}`}>
                  <th scope="row" class="results-day">
                    {daysText(day)}
                  </th>
                  <td class="results-number">{countText(people)}</td>
                  <td>{variantName(variant)}</td>
                  <td class="results-number">{signedText(value, unit)}</td>
                  <td>
                    {signedText(low, unit)} … {signedText(high, unit)}
                  </td>
                </tr>
              )),
            )}
          </tbody>
        </ScrolledTable>
      </details>
    </>
  );
}

/** What is drawn how: told apart by shape as well as by colour. */
function Legend({ unit: { kind } }: { unit: Unit }) {
  return (
    <ul class="results-legend">
      <li>
        <svg class="legend-line" width="28" height="12" aria-hidden="true">
          <path d="M0 6h28" />
          <circle cx="14" cy="6" r="3" />
        </svg>
        {t(`course_${kind}`)}
      </li>
      <li>
        <svg class="legend-between" width="28" height="12" aria-hidden="true">
          <rect width="28" height="12" />
        </svg>
        {t("courseBetween")}
      </li>
      <li>
        <svg class="legend-zero" width="28" height="12" aria-hidden="true">
          <path d="M0 6h28" />
        </svg>
        {t("courseZero")}
      </li>
    </ul>
  );
}

/** Drawn anew where the window's width or its colours change. */
function Course({ days, variant, unit }: { days: Days; variant: string; unit: Unit }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    let drawn: uPlot | undefined;
    const draw = () => {
      drawn?.destroy();
      drawn = new uPlot(optionsFor(element, unit, days), dataOf(days, variant), element);
    };
    draw();
    const observer = new ResizeObserver(() => drawn?.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", draw);
    return () => {
      observer.disconnect();
      dark.removeEventListener("change", draw);
      drawn?.destroy();
    };
  }, [days, variant]);
  return <div ref={place} class="results-plot" aria-hidden="true" />;
}

function dataOf(days: Days, variant: string): uPlot.AlignedData {
  const ranges = days.map(
    ({ differences }) => differences.find((each) => each.variant === variant)?.difference,
  );
  return [
    days.map((each) => secondOf(each.day)),
    ranges.map((range) => range?.low ?? null),
    ranges.map((range) => range?.high ?? null),
    ranges.map((range) => range?.value ?? null),
  ];
}

function optionsFor(element: HTMLElement, unit: Unit, days: Days): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => colourOf(style.getPropertyValue(name), element);
  const [ink, line, accent, soft, ground] = [
    "--ink-soft",
    "--line",
    "--accent",
    "--accent-soft",
    "--surface",
  ].map(colour);
  // As large as small text is for whoever looks.
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const font = `${0.8 * rem}px ${style.fontFamily}`;
  const axis = {
    stroke: ink ?? "",
    font,
    grid: { stroke: line ?? "", width: 1 },
    ticks: { stroke: line ?? "" },
  };
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (plot) => rangeOf(plot.data) } },
    axes: [
      {
        ...axis,
        incrs: dayIncrements,
        // Where a day's point is, and of the last one always.
        splits: (_plot, _axis, _least, _most, increment) =>
          namedDays(
            days.map(({ day: each }) => each),
            increment,
          ),
        values: (_plot, at) => at.map((second) => day.format(second * 1000)),
      },
      {
        ...axis,
        // As wide in each chart, unless amounts are wider than that: a sign that is cut off says the contrary.
        size: (plot, values) =>
          Math.max((unit.kind === "proportion" ? 6.4 : 4.8) * rem, widestOf(plot, values, font) + rem),
        values: (_plot, at) => at.map((value) => signedText(value, unit)),
      },
    ],
    series: [
      {},
      { stroke: accent ?? "", width: 1, dash: [3, 3], points: { show: false } },
      { stroke: accent ?? "", width: 1, dash: [3, 3], points: { show: false } },
      { stroke: accent ?? "", width: 2.5, points: { fill: ground ?? "" } },
    ],
    // Where the system sets its own colours there are no two of one: what is filled would hide the line.
    bands: matchMedia("(forced-colors: active)").matches ? [] : [{ series: [2, 1], fill: soft ?? "" }],
    // Over the band, which would hide it.
    hooks: { draw: [(plot) => drawZero(plot, ink ?? "")] },
  };
}

function widestOf({ ctx }: uPlot, texts: readonly string[] | null, font: string): number {
  ctx.save();
  ctx.font = font;
  const widths = (texts ?? []).map((text) => ctx.measureText(text).width);
  ctx.restore();
  return Math.max(0, ...widths);
}

/** A canvas knows no `light-dark()`: what the browser makes of it here. */
function colourOf(value: string, element: HTMLElement): string {
  const probe = document.createElement("span");
  probe.style.color = value;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/**
 * No difference is always in view, and so is all that was known in the later half of the days. Of what was known earlier no
 * more than as much again above and below: the first days know so little that everything after them would be a line.
 */
function rangeOf([, lows = [], highs = []]: uPlot.AlignedData): [number, number] {
  const known = (ends: typeof lows) => [...ends].filter((end) => end != null);
  const later = (ends: typeof lows) => known(ends.slice(Math.floor(ends.length / 2)));
  const [least, most] = [Math.min(0, ...later(lows)), Math.max(0, ...later(highs))];
  const room = most - least || 1;
  const low = Math.max(least - room, Math.min(least, ...known(lows)));
  const high = Math.min(most + room, Math.max(most, ...known(highs)));
  const padding = (high - low || 1) * 0.08;
  return [low - padding, high + padding];
}

function drawZero(plot: uPlot, colour: string): void {
  const { ctx, bbox } = plot;
  const y = plot.valToPos(0, "y", true);
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}
