import type { Api } from "../../worker/api/contract.ts";
import { translated } from "../text/translated.ts";

type Reason = Api["POST /decide"]["answer"]["lost"][number]["reason"];

/** Each says the rest of a sentence that began with whether the rule is shown. */
export const t = translated("outcomes", {
  lostTo: "{why} ({to})",
  left_alone: "Edgewise leaves this page alone, and the rule does not name it",
  staged: "only previews show it",
  not_now: "it is not on at this moment",
  condition: "they are not among those whom it is for",
  site_holdout: "they are held out of everything on this site",
  holdout: "they are held out of this rule",
  not_covered: "they are not in the share that takes part",
  namespace: "they are outside its part of the namespace",
  not_remembered: "they did not agree to be remembered",
  dismissed: "they closed its offer",
  capped: "they were shown it as often as it may be",
  exclusive_group: "another rule of its exclusive group has them",
  fatigue: "there are enough offers on the page, or in this visit",
  nothing_to_say: "its offer has no headline for them, since a field in it is not known",
  coupon_spent: "nobody can have its coupon now, or they have had it",
  coupon_awaited: "the code that is theirs alone comes with their next page",
  outranked: "rules before it take all that it wants",
  circle: "it would lead them to another page and back again",
  redirected: "another rule leads them to another page",
});

/** Why somebody does not get a rule. @param to the rules that it lost to, by name. */
export function outcomeText(reason: Reason, to: readonly string[] = []): string {
  const why = t(reason);
  return to.length === 0 ? why : t("lostTo", { why, to: to.join(", ") });
}
