import type { Problem } from "./problem.ts";
import type { Rule } from "./rule.ts";

/** Why rules cannot wait for their triggers: only offers can, since all other changes are made before the page is seen. */
export function triggerProblems(rules: readonly Rule[]): Problem[] {
  return rules.flatMap(({ name, trigger, variants }, index) => {
    const changes = variants.flatMap((variant) => variant.changes);
    if (trigger === null || changes.every(({ type }) => type === "insertOffer")) return [];
    const message = `${name}: Only offers can wait for a trigger. Make the other changes by a rule of their own.`;
    return [{ code: "trigger_without_offer", path: `rules[${index}].trigger`, message }];
  });
}
