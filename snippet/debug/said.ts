import type { AnsweredClause, Reason } from "../../model/reason.ts";

/** Values of the page's own may hold what JSON cannot say, such as themselves. */
export function json(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, null, indent) ?? "nothing";
  } catch {
    return String(value);
  }
}

/** `country $eq "DE": is "FR"` */
export function clauseText({ path, operator, expected, actual }: AnsweredClause): string {
  const asked = path.endsWith(operator) ? path : `${path} ${operator}`;
  return `${asked} ${json(expected)}: is ${json(actual)}`;
}

/** What became of a rule, in a few words. */
export function outcomeText({ outcome, to }: Pick<Reason, "outcome" | "to">): string {
  const words = outcome == "condition" ? "does not match" : outcome.replaceAll("_", " ");
  return to[0] ? `${words}: ${to.join(", ")}` : words;
}
