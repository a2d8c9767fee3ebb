import { useSignal } from "@preact/signals";
import { isStandardGoal } from "../../model/goal.ts";
import { figuresOf, type JudgedGoal, standardFigures } from "../../model/results/goals-judged.ts";
import { type PlannedTest, planTest, type Unplannable } from "../../model/results/planned-test.ts";
import type { Rule } from "../../model/rule.ts";
import { sharesOf } from "../../model/steering/shares.ts";
import { wholeSite } from "../../model/exposure-event.ts";
import { treated } from "../../model/trial.ts";
import { ApiError } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { countText, figureText } from "../results/figure.ts";
import { variantName } from "../results/verdict-sentence.ts";
import { useSite } from "../shell/site.ts";
import type { EditorData } from "./load-editor.ts";
import { t } from "./sample-messages.ts";
import { ShareField } from "./share-field.tsx";
import { useAudience } from "./use-audience.ts";

/** What is known of a goal, and of a rule. */
interface Known {
  people: number;
  value: number | null;
  variance: number | null;
  perDay: number;
}

const usualLift = 0.1;
/** What people did in so many days is what they are expected to do. */
const knownDays = 28;
const dayMs = 24 * 60 * 60_000;
/** Whoever has to wait for longer does better to change the test. */
const longDays = 60;
const daysOfMonth = 30;
/** Over how many days an audience says who was here. */
const recentDays = 7;

/** How many people and days it takes until a result can be told, before the rule starts. */
export function SamplePart({ data: { rule, goals } }: { data: EditorData }) {
  const { site } = useSite();
  const document = rule.document.value;
  const { goal, id } = document;
  const lift = useSignal(usualLift);
  const typed = useSignal<number | null>(null);
  const { loaded } = useLoad(`${site.id} ${goal} ${id}`, () => loadKnown(site.id, goal, id));
  const audience = useAudience(document.condition);
  const own = goals.find(goal)?.document.value;
  const figures = isStandardGoal(goal) ? standardFigures[goal] : own && figuresOf(own);
  const { data, error } = loaded.value;
  if (figures === undefined || error !== undefined) return null;
  const pace = data && paceOf(document, data, audience?.audience?.reachable7d);
  const planned =
    data &&
    planOf({
      document,
      figures,
      known: data,
      lift: lift.value,
      typed: typed.value,
      perDay: pace?.perDay ?? null,
    });
  return (
    <div class="sample">
      <h3>{t("title")}</h3>
      <ShareField
        label={t("lift")}
        hint={t("liftHint")}
        share={lift.value}
        unless={usualLift}
        problem={lift.value > 0 ? undefined : t("liftAboveNothing")}
        onShare={(share) => (lift.value = share)}
      />
      {data?.value == null && data !== undefined && figures.kind === "proportion" && (
        <ShareField
          label={t("baseline")}
          hint={t("baselineHint")}
          share={typed.value ?? 0}
          unless={0}
          problem={undefined}
          onShare={(share) => (typed.value = share)}
        />
      )}
      <div role="status">
        {planned === undefined || audience === undefined ? (
          <p class="hint">{t("working")}</p>
        ) : (
          <>
            {data?.value != null && (
              <p class="hint">
                {t("known", {
                  value: figureText(data.value, { ...figures, currency: site.currency }),
                  people: data.people,
                  days: knownDays,
                })}
              </p>
            )}
            {sentencesOf(planned, document, pace?.isOfPages === true).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </>
        )}
      </div>
    </div>
  );
}

/** What people did of a goal lately, whatever they saw, and how many came to the rule on a day. */
async function loadKnown(site: string, goal: string, rule: string): Promise<Known> {
  const from = new Date(Date.now() - knownDays * dayMs).toISOString().slice(0, 10);
  const report = (id: string, query: { goal?: string; from: string }) =>
    api("GET /reports/results/:rule?site=:site", { site, rule: id, query }).catch(unpublished);
  const [all, ofRule] = await Promise.all([
    report(wholeSite, { goal, from }),
    // A rule that was never saved has no id.
    rule === "" ? undefined : report(rule, { from }),
  ]);
  const everybody = all?.result.variants.find(({ variant }) => variant === treated);
  const { people = 0, value = null, variance = null } = everybody ?? {};
  return { people, value: people > 0 ? value : null, variance, perDay: ofRule?.perDay ?? 0 };
}

/** Of a goal or a rule that is not published yet, nothing is known. */
function unpublished(thrown: unknown): undefined {
  const isNew =
    thrown instanceof ApiError && (thrown.code === "invalid_request" || thrown.code === "not_found");
  if (!isNew) throw thrown;
}

interface Planning {
  document: Rule;
  figures: JudgedGoal;
  known: Known;
  lift: number;
  /** What somebody believes people do, where nobody has counted it. */
  typed: number | null;
  perDay: number | null;
}

function planOf({ document, figures, known, lift, typed, perDay }: Planning): PlannedTest | Unplannable {
  const { variants, holdout } = document;
  return planTest({
    rule: {
      variants: variants.map(({ id, changes }) => ({ id, isControl: changes.length === 0 })),
      hasHoldout: holdout > 0,
    },
    shares: sharesOf(document),
    baseline: {
      kind: figures.kind,
      value: known.value ?? typed ?? Number.NaN,
      variance: known.variance ?? Number.NaN,
    },
    lift,
    perDay,
  });
}

/** How many come on a day; `null` where nobody knows. */
interface Pace {
  perDay: number | null;
  /** Whether they come to the rule's pages, and not only to the shop. */
  isOfPages: boolean;
}

/** As many as came to the rule lately; else as were here of those that it is for. */
function paceOf(document: Rule, known: Known, reachable7d: number | undefined): Pace {
  const part = Object.values(sharesOf(document)).reduce((sum, share) => sum + share, 0);
  if (known.perDay > 0 && part > 0) return { perDay: known.perDay / part, isOfPages: true };
  const perDay = reachable7d === undefined ? null : reachable7d / recentDays;
  return { perDay, isOfPages: document.pages.includes("/*") };
}

function sentencesOf(planned: PlannedTest | Unplannable, { bandit }: Rule, isOfPages: boolean): string[] {
  if (typeof planned === "string") return [t(planned)];
  const { people, total, days } = planned;
  const each = people.map((one) => `${variantName(one.variant)}: ${countText(one.people)}`).join(" · ");
  return [
    t("needed", { total, each }),
    days === null ? t("noTraffic") : t(isOfPages ? "days" : "daysOfAudience", { count: days }),
    ...(days !== null && days > longDays ? [t("tooLong", { months: Math.round(days / daysOfMonth) })] : []),
    ...(bandit === null ? [] : [t("shifting")]),
  ];
}
