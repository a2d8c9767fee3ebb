import { has, joined, type Speech } from "./describe-messages.ts";
import type { Did } from "./did.ts";

/** What somebody did, as in "bought at least once in the last 7 days". */
export function describeDid({ count, within = "ever", ...done }: Did, speech: Speech): string {
  const said = describeDoing(done, speech);
  return inWindow(
    isNever(count) ? speech.t("never", { doing: said }) : `${said} ${describeCount(count, speech)}`,
    within,
    speech,
  );
}

/** The same however often and whenever, as in "looked at products with category Lips". */
export function describeDoing({ event, where = {} }: Pick<Did, "event" | "where">, speech: Speech): string {
  const { t } = speech;
  const parameters = joined(
    speech,
    "and",
    Object.entries(where).map(([name, value]) => `${parameterLabel(name)} ${String(value)}`),
  );
  const doing = has("doing", event) ? t(`doing_${event}`) : t("did", { event });
  return parameters === "" ? doing : t("parameters", { doing, parameters });
}

function isNever({ $eq, $lt, $lte, ...others }: Did["count"]): boolean {
  return Object.keys(others).length === 0 && ($eq ?? 0) === 0 && ($lt ?? 1) === 1 && ($lte ?? 0) === 0;
}

/** Items' parameters are said without their prefix: `item_category` is a category. */
function parameterLabel(parameter: string): string {
  return parameter.replace(/^item_/, "").replaceAll("_", " ");
}

function describeCount(bounds: Did["count"], speech: Speech): string {
  const operators = ["$eq", "$ne", "$gt", "$gte", "$lt", "$lte"] as const;
  const said = operators.flatMap((operator) => {
    const count = bounds[operator];
    return count === undefined ? [] : [speech.t(operator, { count })];
  });
  return joined(speech, "and", said);
}

function inWindow(said: string, within: string, { t }: Speech): string {
  if (within === "session") return t("session", { said });
  const unit = (["m", "h", "d"] as const).find((each) => within.endsWith(each));
  return unit === undefined ? said : t(unit, { said, count: Number.parseInt(within, 10) });
}
