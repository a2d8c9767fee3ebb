import type { Change } from "../../model/change.ts";
import type { Rule } from "../../model/rule.ts";

/** The changes that are made to one element and wanted once alone, by what they are known by. */
type OfElement = Extract<Change, { type: "setText" | "setImage" | "setLink" | "setAttribute" | "hide" }>;

/** The rule with one variant's changes become others. */
export function withChanges(rule: Rule, variantIndex: number, changes: readonly Change[]): Rule {
  const variants = rule.variants.map((variant, index) =>
    index === variantIndex ? { ...variant, changes: [...changes] } : variant,
  );
  return { ...rule, variants };
}

/** Where the same is already done to the same element; the end of the list where nothing is. */
export function placeIn(changes: readonly Change[], wanted: OfElement): number {
  const at = changes.findIndex(
    (change) =>
      change.type === wanted.type &&
      change.selector === wanted.selector &&
      !(change.type === "setAttribute" && wanted.type === "setAttribute" && change.name !== wanted.name),
  );
  return at === -1 ? changes.length : at;
}

/** The changes with this one, in the place of what was done to the same before. */
export function withChange(changes: readonly Change[], wanted: OfElement): Change[] {
  const at = placeIn(changes, wanted);
  return [...changes.slice(0, at), wanted, ...changes.slice(at + 1)];
}

export function without(changes: readonly Change[], unwanted: Change): Change[] {
  return changes.filter((change) => change !== unwanted);
}
