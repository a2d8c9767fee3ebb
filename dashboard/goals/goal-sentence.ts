import { describeDoing } from "../../model/condition/describe-did.ts";
import type { Goal, StandardGoal } from "../../model/goal.ts";
import { speech } from "../conditions/speech.ts";
import { price } from "../text/amount.ts";
import { t } from "./messages.ts";

/** What a goal counts, and for how long. @param currency ISO 4217 */
export function goalSentence({ better, ...goal }: Goal, currency: string): string {
  const counts = countsText(goal, currency);
  return better === "less" ? t("less", { counts }) : counts;
}

/** The same of one that every site has. @param attribution the site's, as in `14d` */
export function standardSentence(goal: StandardGoal, attribution: string): string {
  return t(goal, { window: windowText(attribution) });
}

function countsText({ counts, mostEach, within, ...done }: Omit<Goal, "better">, currency: string): string {
  const said = { doing: describeDoing(done, speech), window: windowText(within) };
  if (counts === "once") return t("once", said);
  if (counts === "every")
    return mostEach === null
      ? t("every", said)
      : t("everyUpTo", { ...said, most: t("times", { most: mostEach }) });
  return mostEach === null ? t("value", said) : t("valueUpTo", { ...said, most: price(mostEach, currency) });
}

/** What is being typed may be no window yet. */
function windowText(within: string): string {
  const [, count = "", unit] = /^(\d+)([mhd])$/.exec(within) ?? [];
  return unit === undefined ? "…" : t(`window_${unit as "m" | "h" | "d"}`, { count: Number(count) });
}
