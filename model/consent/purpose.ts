/**
 * What a visitor agrees to, or does not. What a page cannot do without is `necessary` and asks nobody.
 *
 * - `personalisation`: what they did decides what they are shown, and coupons come to them.
 * - `measurement`: what they were shown and did is counted, and they are in the index that audiences are counted by.
 * - `marketing`: they may be written to, and be in what is exported for that.
 */
export const purposes = ["personalisation", "measurement", "marketing"] as const;
export type Purpose = (typeof purposes)[number];

/** Marketing alone is for those who are known by other means than their browser. */
export function isRememberedFor(allowed: readonly Purpose[]): boolean {
  return allowed.includes("personalisation") || allowed.includes("measurement");
}

/** The value of the fact `consent`. */
export function consentFact(allowed: readonly Purpose[]): string[] {
  return ["necessary", ...allowed];
}
