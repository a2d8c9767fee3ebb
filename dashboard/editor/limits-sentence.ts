import type { Cap, Rule } from "../../model/rule.ts";
import { goalName } from "../goals/goal-name.ts";
import { language, locale } from "../text/language.ts";
import { translated } from "../text/translated.ts";
import type { SentencePart } from "../rules/rule-sentence.ts";

export const t = translated("limits-sentence", {
  sentence: "It is on {when}, is shown {often}, and is judged by {goal}.",
  atAllTimes: "at all times",
  from: "from {from}",
  until: "until {until}",
  between: "from {from} until {until}",
  inHours: "in its weekly hours",
  fromInHours: "{span}, in its weekly hours",
  always: "as often as they come",
  cap_session: "{times, plural, one {once} other {# times}} a visit",
  cap_day: "{times, plural, one {once} other {# times}} a day",
  cap_week: "{times, plural, one {once} other {# times}} a week",
  cap_ever: "{times, plural, one {once} other {# times}} in all",
  atMost: "at most {caps}",
  guarded: "{goal}, without harm to {guardrails}",
  heldOut: "{goal}, with {percent} % held out",
});

type Limits = Pick<Rule, "schedule" | "caps" | "goal" | "guardrails" | "holdout">;
type OwnGoals = readonly { id: string; name: string }[];

/** When a rule is on, how often it is shown and what it is judged by, in a sentence of which each part says what it is about. */
export function limitsSentence(rule: Limits, goals: OwnGoals): SentencePart[] {
  const parts = t.parts("sentence", {
    when: { about: "when", text: whenText(rule.schedule) } as const,
    often: { about: "often", text: oftenText(rule.caps) } as const,
    goal: { about: "judged", text: goalText(rule, goals) } as const,
  });
  return parts.flat();
}

function whenText(schedule: Rule["schedule"]): string {
  const { from = null, until = null, weekly = [] } = schedule ?? {};
  const span = spanText(from, until);
  if (weekly.length === 0) return span ?? t("atAllTimes");
  return span === undefined ? t("inHours") : t("fromInHours", { span });
}

function spanText(from: string | null, until: string | null): string | undefined {
  if (from !== null && until !== null)
    return t("between", { from: clockText(from), until: clockText(until) });
  if (from !== null) return t("from", { from: clockText(from) });
  return until === null ? undefined : t("until", { until: clockText(until) });
}

/** What a clock shows, `2026-11-27T00:00`, as people read it. */
function clockText(local: string): string {
  const shown = new Date(`${local}Z`);
  if (Number.isNaN(shown.getTime())) return local;
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
  }).format(shown);
}

function oftenText(caps: readonly Cap[]): string {
  if (caps.length === 0) return t("always");
  const said = caps.map(({ times, per }) => t(`cap_${per}`, { times }));
  return t("atMost", { caps: listed(said) });
}

function goalText({ goal, guardrails, holdout }: Limits, goals: OwnGoals): string {
  const name = goalName(goal, goals);
  const guarded = guardrails.map((guardrail) => goalName(guardrail, goals));
  const said = guarded.length === 0 ? name : t("guarded", { goal: name, guardrails: listed(guarded) });
  if (holdout === 0) return said;
  const percent = (holdout * 100).toLocaleString(locale, { maximumFractionDigits: 1 });
  return t("heldOut", { goal: said, percent });
}

function listed(words: readonly string[]): string {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(words);
}
