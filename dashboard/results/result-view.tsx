import { ErrorBoundary } from "preact-iso";
import { wholeSite } from "../../model/exposure-event.ts";
import type { ResultReport } from "../../worker/api/contract.ts";
import { Part } from "../settings/part.tsx";
import { locale } from "../text/language.ts";
import { late } from "../text/late.ts";
import { describeMoment } from "../text/moment.ts";
import { WarningIcon } from "../ui/icons.tsx";
import type { HrefOf } from "./asked.ts";
import { countText, daysText, goalText, setShare, type Unit } from "./figure.ts";
import { Funnel } from "./funnel.tsx";
import { t } from "./messages.ts";
import { SegmentsPart } from "./segments-part.tsx";
import { VariantTable } from "./variant-table.tsx";
import { variantName, verdictSentence } from "./verdict-sentence.ts";

/** With the library that draws it. */
const OverTime = late(() => import("./over-time.tsx").then((module) => module.OverTime));

export interface ResultViewProps {
  report: ResultReport;
  /** The shop's. */
  timeZone: string;
  hrefOf?: HrefOf;
  onBy?: (by: NonNullable<ResultReport["by"]> | "") => void;
}

/** One result: the verdict first, then what it stands on. */
export function ResultView({ report, timeZone, hrefOf, onBy }: ResultViewProps) {
  const { result, goal, goals, currency, days } = report;
  const unit: Unit = { ...goal, currency };
  const best = goals.find((each) => each.goal === goal.goal)?.best ?? null;
  // Where there is no way to another goal, none is named.
  const shownGoals = hrefOf === undefined ? goals.filter((each) => each.goal === goal.goal) : goals;
  const variants = result.comparisons.length;
  const harmed = result.verdict.code === "harms" ? result.verdict.goal : null;
  const spoken = { ...report.rule, variants };
  const isAll = report.rule.id === wholeSite;
  const isOver = report.ended !== null;
  const isRange = report.from !== null || report.to !== null;
  if (result.verdict.code === "nothing_to_compare")
    return (
      <div class="results-parts">
        <Part title={t("verdict")}>
          <p class="result-verdict result-verdict-large">
            {verdictSentence(spoken, { ...result, goal, best }, { currency, goals, isRange, isOver })}
          </p>
          {hrefOf !== undefined && <p class="hint">{t(nextStep(report))}</p>}
        </Part>
      </div>
    );
  return (
    <div class="results-parts">
      <Part title={t("verdict")}>
        <p class={`result-verdict result-verdict-large result-${result.verdict.code}`}>
          {verdictSentence(spoken, { ...result, goal, best }, { currency, goals, isRange, isOver })}
        </p>
        <OnlyNotice report={report} hrefOf={hrefOf} />
        <SteeredNotice steered={report.steered} timeZone={timeZone} />
        <EndedNotice ended={report.ended} timeZone={timeZone} />
        <ForeignNotice report={report} isShared={hrefOf === undefined} />
        <Evenness report={report} />
        {report.firstDay !== null && report.lastDay !== null && (
          <p class="hint">{t("known", { days: daysText(report.firstDay, report.lastDay) })}</p>
        )}
        {report.firstDay === null && hrefOf !== undefined && (
          <p class="hint">{t(isRange ? "next_days" : nextStep(report))}</p>
        )}
      </Part>
      <nav aria-label={t("goals")}>
        <ul class="results-goals">
          {shownGoals.map((each) => {
            const words = (
              <>
                {goalText(each)}
                <RoleOf goal={each} isAll={isAll} isHarmed={harmed === each.goal} />
              </>
            );
            const isShown = each.goal === goal.goal;
            return (
              <li key={each.goal}>
                {hrefOf === undefined ? (
                  <strong>{words}</strong>
                ) : (
                  <a
                    class="results-goal"
                    href={hrefOf({ goal: each.role === "judges" ? "" : each.goal })}
                    aria-current={isShown ? "page" : undefined}
                  >
                    {words}
                  </a>
                )}
              </li>
            );
          })}
        </ul>
      </nav>
      {report.firstDay !== null && (
        <>
          <Part title={t("variants")} intro={t("variantsIntro")}>
            <VariantTable result={result} unit={unit} label={t("variants")} />
            <Remarks result={result} />
          </Part>
          <Part title={t("overTime")} intro={t("overTimeIntro")}>
            {days.length < 2 ? (
              <p>{t("tooFewDays")}</p>
            ) : (
              <ErrorBoundary>
                <OverTime days={days} unit={unit} first={spokenOf(result)} />
              </ErrorBoundary>
            )}
          </Part>
          <SegmentsPart report={report} unit={unit} hrefOf={hrefOf} onBy={onBy} />
          <Part title={t("funnel")} intro={t("funnelIntro")}>
            <Funnel report={report} />
          </Part>
        </>
      )}
      <NotInIt report={report} />
    </div>
  );
}

/** The variant that the verdict is about. */
function spokenOf({ verdict }: ResultReport["result"]): string | null {
  return "variant" in verdict ? verdict.variant : null;
}

/** What a goal is there for in this result, and whether it is harmed. */
function RoleOf(props: { goal: ResultReport["goals"][number]; isAll: boolean; isHarmed: boolean }) {
  const { goal, isAll, isHarmed } = props;
  if (isHarmed)
    return (
      <span class="results-harmed">
        <WarningIcon />
        {t("harmed")}
      </span>
    );
  if (goal.role === "other") return null;
  return <span class="hint"> {t(goal.role === "judges" && isAll ? "judgesAll" : goal.role)}</span>;
}

/** What makes figures come where there are none. */
function nextStep({ rule, result }: ResultReport): "next_compare" | "next_holdout" | "next_wait" {
  if (result.verdict.code !== "nothing_to_compare") return "next_wait";
  return rule.id === wholeSite ? "next_holdout" : "next_compare";
}

/** Of which people alone it is, and the way back to all of them. */
function OnlyNotice({ report: { by, value, segments }, hrefOf }: { report: ResultReport; hrefOf: HrefOf }) {
  if (by === null || value === null) return null;
  const name = segments.find((each) => each.value === value)?.name ?? value;
  return (
    <p class="notice">
      {t("only", { dimension: t(`by_${by}`), name, count: Math.max(segments.length, 1) })}{" "}
      {hrefOf !== undefined && <a href={hrefOf({ value: "" })}>{t("everybody")}</a>}
    </p>
  );
}

/** Of a rule that compares no more, until when it did. */
function EndedNotice({ ended, timeZone }: Pick<ResultReport, "ended"> & { timeZone: string }) {
  if (ended === null) return null;
  const when = describeMoment(ended.at, timeZone, new Date());
  return <p class="notice">{t(ended.isPublished ? "endedStill" : "endedGone", { when })}</p>;
}

/** How many take part yet, and who gets what, where that changes by itself. */
function SteeredNotice({ steered, timeZone }: Pick<ResultReport, "steered"> & { timeZone: string }) {
  if (steered === null) return null;
  const { step, shares } = steered;
  const said = [
    step === null
      ? ""
      : t("startsSmall", {
          share: setShare(step.share),
          when: describeMoment(step.until, timeZone, new Date()),
        }),
    shares === null ? "" : t("sharedNow", { shares: sharesText(shares) }),
  ];
  return <p class="notice">{said.filter(Boolean).join(" ")}</p>;
}

/** The largest first. */
function sharesText(shares: Readonly<Record<string, number>>): string {
  return Object.entries(shares)
    .toSorted(([, one], [, other]) => other - one)
    .map(([variant, share]) => `${variant} ${setShare(share)}`)
    .join(", ");
}

/** Orders of unknown worth: a wrong currency of the site would otherwise look like nothing earned. */
function ForeignNotice({ report, isShared }: { report: ResultReport; isShared: boolean }) {
  const { foreignOrders: count, currency } = report;
  if (count === 0) return null;
  return (
    <p class="notice notice-warn">
      {t("foreign", { count, currency })} {!isShared && t("foreignFix", { currency })}
    </p>
  );
}

/** Whether visitors are shared as they were meant to be: an alarm where not. */
function Evenness({ report }: { report: ResultReport }) {
  const { p, isBroken, counts } = report.result.evenness;
  if (p === null) return null;
  const digits = { minimumSignificantDigits: 2, maximumSignificantDigits: 2 };
  if (!isBroken) return <p class="hint">{t("even", { p: p.toLocaleString(locale, digits) })}</p>;
  return (
    <section class="notice notice-warn" aria-label={t("unevenTitle")}>
      <h3 class="results-alarm">
        <WarningIcon />
        {t("unevenTitle")}
      </h3>
      <p>{t("uneven", { p: t("unevenLess") })}</p>
      <ul>
        {counts.map(({ variant, people, meant }) => (
          <li key={variant}>
            {variantName(variant)}: {countText(people)} ({t("meant")}: {countText(Math.round(meant))})
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How the figures came about, as far as it is not as usual. */
function Remarks({ result }: { result: ResultReport["result"] }) {
  const { comparisons, control } = result;
  const strata = Math.max(...comparisons.map((each) => each.strata), 1);
  const leftOut = Math.max(...comparisons.map((each) => each.leftOut), 0);
  const said = [
    control === null ? "" : t(`why_${control.why}`),
    t("many", { count: Math.round(0.05 / result.alpha) }),
    comparisons.some(({ isAdjusted }) => isAdjusted) ? t("adjusted") : "",
    strata > 1 ? t("strata", { count: strata - 1 }) : "",
    leftOut > 0 ? t("leftOut", { count: leftOut }) : "",
  ];
  return <p class="hint">{said.filter(Boolean).join(" ")}</p>;
}

function NotInIt({ report }: { report: ResultReport }) {
  const { setAside, countedBefore } = report.result;
  const said = [
    setAside.mixed > 0 ? t("mixed", { count: setAside.mixed }) : "",
    setAside.staff > 0 ? t("staff", { count: setAside.staff }) : "",
    countedBefore > 0 ? t("countedBefore", { count: countedBefore }) : "",
  ].filter(Boolean);
  if (said.length === 0) return null;
  return (
    <Part title={t("notes")}>
      <ul class="results-notes">
        {said.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </Part>
  );
}
