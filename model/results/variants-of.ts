import { heldOut } from "../exposure-event.ts";
import { sumOf, type Tally } from "./tally.ts";

/** What of a rule says how its variants are compared. */
export interface JudgedRule {
  /** In its order. */
  readonly variants: readonly { readonly id: string; readonly isControl: boolean }[];
  /** Whether some of those that it is for get nothing of it, to compare with. */
  readonly hasHoldout: boolean;
}

/** What variants are compared with, and why that: a control group, those that are held out, or else the first variant. */
export interface Control {
  readonly variant: string;
  readonly why: "control" | "holdout" | "first";
}

/** `null` where a rule has nothing to compare with. */
export function controlOf({ variants, hasHoldout }: JudgedRule, tally: Tally): Control | null {
  const group = variants.find(({ isControl }) => isControl);
  if (group !== undefined) return { variant: group.id, why: "control" };
  if (hasHoldout || tally.has(heldOut)) return { variant: heldOut, why: "holdout" };
  const [first] = variants;
  return first !== undefined && variants.length > 1 ? { variant: first.id, why: "first" } : null;
}

/** Everything that somebody can have had: the rule's variants, those held out, and what the rule has no more. */
export function everyVariant({ variants, hasHoldout }: JudgedRule, tally: Tally): string[] {
  const known = variants.map(({ id }) => id);
  const others = [...tally.keys()].filter((id) => id !== heldOut && !known.includes(id)).sort();
  const held = hasHoldout || sumOf(tally.get(heldOut)).n > 0 ? [heldOut] : [];
  return [...known, ...held, ...others];
}

/** Those of the rule that could be rolled out: each is a comparison, for which intervals are widened. */
export function candidatesOf({ variants }: JudgedRule, control: Control): string[] {
  return variants.map(({ id }) => id).filter((id) => id !== control.variant);
}
