import type { Rule, Variant } from "../../model/rule.ts";
import { freeId } from "../text/free-id.ts";

type Variants = Rule["variants"];

const letters = "abcdefghijklmnopqrstuvwxyz".split("");

/**
 * The variants with one more, with the same weight as the last.
 * @param control one that leaves the page as it is; else it begins as a copy of the last one, to be changed.
 */
export function withAnotherVariant(variants: Variants, control?: "control"): Variants {
  const taken = new Set(variants.map(({ id }) => id));
  const last = variants.at(-1);
  const letter = letters.find((each) => !taken.has(each)) ?? "variant";
  const added: Variant = {
    id: freeId([control ?? letter], taken),
    changes: control === undefined ? (last?.changes ?? []) : [],
    weight: last?.weight ?? 1,
  };
  return [...variants, added];
}

/** Which share of those who take part gets a variant, in whole percent. */
export function percentOf({ weight }: Variant, all: Variants): number {
  const sum = all.reduce((total, each) => total + each.weight, 0);
  return sum > 0 ? Math.round((weight / sum) * 100) : 0;
}
