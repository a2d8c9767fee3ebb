import { type DescribeOptions, describeCondition } from "../../model/condition/describe.ts";
import type { PendingChange } from "../../worker/api/contract.ts";
import { speech } from "../conditions/speech.ts";
import { goalName } from "../goals/goal-name.ts";
import { money } from "../text/amount.ts";
import { heard } from "../api/in-words.ts";
import { capitalised } from "../text/capitalised.ts";
import { language } from "../text/language.ts";
import { describeMoment } from "../text/moment.ts";
import { choiceWords } from "./choice-words.ts";
import { fieldName, t } from "./messages.ts";

/** What a sentence about a field needs to know besides. */
export interface Wording {
  /** ISO 4217. */
  currency: string;
  /** IANA name, as in `Site.timeZone`. */
  timeZone: string;
  names: DescribeOptions & {
    offers: ReadonlyMap<string, string>;
    goals: readonly { id: string; name: string }[];
  };
}

type Fields = Readonly<Record<string, unknown>>;

const amounts: ReadonlySet<string> = new Set(["value", "cost", "minimum", "budget"]);
const shares: ReadonlySet<string> = new Set(["coverage", "holdout"]);
/** As the API writes one: whole, and in UTC. */
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/** What a field holds, as people read it. What nobody foresaw is told as it stands. */
export function wordsOf(field: string, value: unknown, { currency, timeZone, names }: Wording): string {
  if (amounts.has(field) && typeof value === "number") return money(value, currency);
  if (shares.has(field) && typeof value === "number")
    return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 2 }).format(value);
  if (typeof value === "string" && moment.test(value)) return describeMoment(value, timeZone, new Date());
  if (field === "goal" && typeof value === "string") return goalName(value, names.goals);
  if (field === "guardrails" && Array.isArray(value) && value.length > 0)
    return value.map((id) => goalName(String(id), names.goals)).join(", ");
  if (field === "condition" && isFields(value))
    return capitalised(describeCondition(value, { ...names, speech }));
  if (field === "schedule" && value === null) return t("always");
  if (field === "schedule" && isFields(value)) return scheduleWords(value);
  if (field === "button" && isFields(value))
    return t("button", { label: String(value["label"]), link: String(value["link"]) });
  if (field === "values" && typeof value === "number") return t("entries", { count: value });
  if (field === "changes" && areChanges(value))
    return value.map(({ kind, name, what }) => t(what, { kind: t(kind), name })).join("\n");
  if (field === "note" && typeof value === "string" && value !== "") return heard.inWords(value);
  if (field === "problems" && areProblems(value))
    return value.map(({ message }) => heard.inWords(message)).join("\n");
  return choiceWords(field, value) ?? plainWords(value);
}

function areChanges(value: unknown): value is PendingChange[] {
  return Array.isArray(value) && value.every((each) => isFields(each) && "kind" in each && "what" in each);
}

function areProblems(value: unknown): value is { message: string }[] {
  return Array.isArray(value) && value.every((each) => isFields(each) && "message" in each);
}

/** Any value, without knowing what it means. */
export function plainWords(value: unknown): string {
  if (value === null || value === undefined) return t("none");
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "number") return new Intl.NumberFormat(language).format(value);
  if (typeof value === "string") return value === "" ? t("empty") : value;
  if (Array.isArray(value)) {
    const parts = value.map(plainWords);
    if (parts.length === 0) return t("none");
    return parts.join(value.some(isFields) ? "\n" : ", ");
  }
  if (!isFields(value)) return t("none");
  const said = Object.entries(value).filter(([, part]) => !isEmpty(part));
  if (said.length === 0) return t("none");
  return said
    .map(([name, part]) => `${fieldName(name)}: ${choiceWords(name, part) ?? plainWords(part)}`)
    .join("; ");
}

/** What is not worth telling of something new. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  return isFields(value) ? Object.values(value).every(isEmpty) : Array.isArray(value) && value.length === 0;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function scheduleWords({ from, until, timeZone, weekly }: Fields): string {
  const clock = (text: unknown) => String(text).replace("T", " ");
  const hours = Array.isArray(weekly) ? weekly.filter(isFields) : [];
  const parts = [
    ...(isEmpty(from) ? [] : [t("from", { from: clock(from) })]),
    ...(isEmpty(until) ? [] : [t("until", { until: clock(until) })]),
    ...hours.map((span) =>
      t("hours", {
        days: plainWords(span["days"]),
        from: String(span["from"]),
        to: String(span["to"]),
      }),
    ),
    ...(isEmpty(timeZone) ? [] : [t("zone", { timeZone: String(timeZone) })]),
  ];
  return parts.length === 0 ? t("always") : parts.join("; ");
}
