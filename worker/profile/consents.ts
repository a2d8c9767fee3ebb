import type { Consent } from "../../model/consent/consent.ts";
import { visitorNode } from "../../model/identity/node.ts";
import type { ProfileState } from "./state.ts";

/** Of one source; nobody changes their mind as often in good faith. */
const mostKept = 50;

/** The record of a source's choices with one more; each is there once, the latest is the last. */
export function withChoice(choices: readonly Consent[], choice: Consent): Consent[] {
  return togetherChosen([choices, [choice]]);
}

/** What two parts of one source's record are together. */
export function togetherChosen(parts: readonly (readonly Consent[])[]): Consent[] {
  const each = new Map(parts.flat().map((choice) => [nameOf(choice), choice]));
  return [...each]
    .sort(byTime)
    .map(([, choice]) => choice)
    .slice(-mostKept);
}

/**
 * What a visitor agrees to: as this browser said last, or as the person said to somebody of the shop since. Whether it
 * holds in spite of Global Privacy Control is a matter of the browser alone.
 */
export function consentOf({ sources }: ProfileState, visitor: string): Consent | null {
  const own = sources.get(visitorNode(visitor))?.consents ?? [];
  const toShop = [...sources.values()].flatMap(({ consents }) => consents.filter(isToShop));
  const latest = togetherChosen([own, toShop]).at(-1);
  return latest === undefined ? null : { ...latest, gpc: own.at(-1)?.gpc ?? false };
}

/** What the person said last, wherever. */
export function latestConsent({ sources }: ProfileState): Consent | null {
  return togetherChosen([...sources.values()].map(({ consents }) => consents)).at(-1) ?? null;
}

/** Whether the person may be counted. Of whom there is no choice, the site has none to ask for, or the shop vouches. */
export function isMeasured(state: ProfileState): boolean {
  return latestConsent(state)?.purposes.includes("measurement") !== false;
}

export function isToShop({ by }: Consent): boolean {
  return by.startsWith("user:");
}

function nameOf({ atMs, by, purposes, notice }: Consent): string {
  return [atMs, by, purposes.join(), notice].join(" ");
}

function byTime([a, one]: [string, Consent], [b, other]: [string, Consent]): number {
  return one.atMs - other.atMs || (a < b ? -1 : 1);
}
