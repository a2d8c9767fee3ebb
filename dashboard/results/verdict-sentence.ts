import { wholeSite } from "../../model/exposure-event.ts";
import type { JudgedGoal, ResultGist, ResultReport } from "../../worker/api/contract.ts";
import { isStandard } from "../goals/goal-name.ts";
import { capitalised } from "../text/capitalised.ts";
import { countText, differenceText, goalText, signedText, type Unit } from "./figure.ts";
import { t } from "./verdict-messages.ts";

type Gist = Omit<ResultGist, "variants">;

/** What is spoken of. */
export interface Spoken {
  id: string;
  /** `null` where it stands above the sentence. */
  name: string | null;
  /** How many variants it has that could be rolled out. */
  variants: number;
}

/** What variants are called: `held-out` and `treated` are no words of people's. */
export function variantName(variant: string): string {
  if (variant === "held-out") return t("heldOut");
  return variant === "treated" ? t("everybodyElse") : variant;
}

export interface SentenceOptions {
  currency: string;
  goals?: readonly JudgedGoal[];
  /** Of some days alone. */
  isRange?: boolean;
  /** Of a test that is over: nobody waits for more visitors. */
  isOver?: boolean;
}

/** The result in a sentence, and where it is too early, how long it still takes. */
export function verdictSentence(rule: Spoken, gist: Gist, options: SentenceOptions): string {
  const said = sentence(rule, gist, options);
  // What people named is written as they wrote it.
  return rule.name !== null && said.startsWith(rule.name) ? said : capitalised(said);
}

function sentence(
  rule: Spoken,
  gist: Gist,
  { currency, goals = [], isRange = false, isOver = false }: SentenceOptions,
): string {
  const { verdict } = gist;
  const name = rule.id === wholeSite ? t("all") : (rule.name ?? t("it"));
  switch (verdict.code) {
    case "nobody":
      if (isRange) return t("nobodyThen", { name });
      if (rule.id === wholeSite) return t("nobodyAtAll");
      return rule.name === null ? t("nobodyYet") : t("nobody", { name });
    case "nothing_to_compare":
      return t("nothing_to_compare", { name });
    case "uneven":
      return t("uneven");
    case "unknown":
      return t(verdict.why, { variant: variantName(verdict.variant) });
    case "harms": {
      const harmed = goals.find(({ goal }) => goal === verdict.goal) ?? { goal: verdict.goal, name: null };
      const said = { name: nameOf(rule, verdict.variant) };
      // An id is no word of people's.
      if (harmed.name === null && !isStandard(harmed.goal)) return t("harmsSome", said);
      return t("harms", { ...said, goal: goalText(harmed) });
    }
    case "better":
    case "worse":
      return together(
        decided(rule, gist, { code: verdict.code, variant: verdict.variant, currency }),
        whoIsBest(gist),
      );
    case "too_early":
    case "no_difference":
      return together(
        open(rule, gist, { code: verdict.code, variant: verdict.variant, currency }, isOver),
        isOver ? "" : stillNeeded(rule, gist),
      );
  }
}

function together(...sentences: string[]): string {
  return sentences.filter(Boolean).join(" ");
}

/** Where all others are worse than the first variant, which nobody would switch off. */
function whoIsBest({ verdict, control }: Gist): string {
  if (verdict.code !== "worse" || control?.why !== "first") return "";
  return t("firstIsBest", { variant: variantName(control.variant) });
}

interface About {
  variant: string;
  currency: string;
}

function decided(
  rule: Spoken,
  { best, goal, people }: Gist,
  { code, variant, currency }: About & { code: "better" | "worse" },
): string {
  const { value, low, high } = best?.difference ?? { value: null, low: null, high: null };
  const isMore = (value ?? 0) > 0;
  const unit = { ...goal, currency };
  const bounds = [Math.abs(low ?? 0), Math.abs(high ?? 0)].sort((one, other) => one - other);
  const [least = 0, most = 0] = bounds;
  const said = {
    name: nameOf(rule, variant, code === "worse"),
    size: differenceText(Math.abs(value ?? 0), unit),
    low: differenceText(least, unit),
    high: differenceText(most, unit),
    people,
  };
  if (goal.goal === "revenue" && isMore && rule.id === wholeSite) return t("moreOfAll", said);
  if (goal.goal === "revenue") return t(isMore ? "moreOfRevenue" : "lessOfRevenue", said);
  return t(code, { ...said, goal: goalText(goal), direction: t(isMore ? "more" : "less") });
}

function open(
  rule: Spoken,
  { best, goal }: Gist,
  { code, variant, currency }: About & { code: "too_early" | "no_difference" },
  isOver: boolean,
): string {
  const name = nameOf(rule, variant);
  const { low = null, high = null } = best?.difference ?? {};
  if (low === null || high === null) return t("tooEarlyAnyhow", { name });
  const unit: Unit = { ...goal, currency };
  const said = code === "too_early" && isOver ? "endedEarly" : code;
  return t(said, { name, low: unbroken(signedText(low, unit)), high: unbroken(signedText(high, unit)) });
}

/** A line never ends between a sign and what it is of, as browsers would let it before “€”. */
function unbroken(amount: string): string {
  return amount.replace(/^[+-](?=\D)/, "$&\u2060");
}

function stillNeeded({ variants }: Spoken, { needed, verdict, control }: Gist): string {
  if (verdict.code !== "too_early" || needed === null) return "";
  const { people, soFar, days } = needed;
  if (people === null) return t("neededUnknown");
  if (soFar >= people) return "";
  const counts = { needed: countText(roughly(people)), soFar: countText(soFar) };
  // Of several variants, two are compared: fewer people than there are.
  const isOfTwo = variants > 1 && control !== null;
  return together(
    isOfTwo ? t("neededOfTwo", { ...counts, control: variantName(control.variant) }) : t("needed", counts),
    days === null ? t("neededSometime") : days > 365 ? t("neededLong") : t("neededDays", { days }),
  );
}

/** 218,172 → 220,000: an estimate is no exact number. Never fewer than it takes. */
function roughly(count: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(count, 1))) - 1);
  return Math.ceil(count / step) * step;
}

/** Of several variants it matters which one. @param isBest whether it is the best of them, and even so is worse. */
function nameOf({ id, name, variants }: Spoken, variant: string, isBest = false): string {
  if (id === wholeSite) return t("all");
  if (variants < 2) return name ?? t("it");
  const said = { variant: variantName(variant), rule: name ?? "" };
  if (name === null) return t(isBest ? "bestVariant" : "variant", said);
  return t(isBest ? "bestVariantOf" : "variantOf", said);
}

/** Why nothing can be said, and of which variant that holds. */
export function unknownText({ code, variant }: Unknown): string {
  return t(code, { variant: variantName(variant) });
}

type Unknown = NonNullable<ResultReport["result"]["comparisons"][number]["unknown"]>;

/** The effect in a few words, for lists. */
export function shortEffect({ verdict, best, goal }: Gist, currency: string): string {
  const size = signedText(best?.difference.value ?? null, { ...goal, currency });
  switch (verdict.code) {
    case "better":
      return t("shortBetter", { size });
    case "worse":
      return t("shortWorse", { size });
    case "too_early":
    case "no_difference":
      return t("shortOpen", { size });
    case "uneven":
      return t("shortUneven");
    case "harms":
      return t("shortHarms");
    case "nobody":
    case "nothing_to_compare":
    case "unknown":
      return t("shortNone");
  }
}
