import { heldOut } from "../exposure-event.ts";
import type { Rule } from "../rule.ts";
import type { Site } from "../site.ts";

/** By variant, and `held-out`: how probable it is. They sum up to the share of those that take part at all. */
export type Shares = Readonly<Record<string, number>>;

/** Of those that a rule is for and that the site does not hold out. */
export function sharesOf({ variants, holdout, coverage, namespace }: Rule): Shares {
  const part = (namespace === null ? 1 : namespace.to - namespace.from) * coverage;
  const whole = variants.reduce((sum, { weight }) => sum + weight, 0);
  const shown = variants.map(
    ({ id, weight }) => [id, short((1 - holdout) * part * (weight / whole))] as const,
  );
  return Object.fromEntries(holdout > 0 ? [...shown, [heldOut, short(holdout * part)]] : shown);
}

/** Of all visitors, whether all of Edgewise is for them. */
export function sharesOfSite({ holdout }: Pick<Site, "holdout">): Shares {
  return { treated: short(1 - holdout), [heldOut]: short(holdout) };
}

/** So that what is the same share is the same text, however it was worked out. */
function short(share: number): number {
  return Number(share.toFixed(9));
}
