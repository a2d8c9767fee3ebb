import type { SiteSummary } from "../../worker/api/contract.ts";
import type { HomeSources } from "./load-home.ts";

/** A step on the way to the first result. */
export interface Step {
  name: "site" | "installed" | "event" | "rule" | "compared";
  isDone: boolean;
  href: string;
}

/** How far the shop is set up; empty where that cannot be told. */
export function setUpSteps(
  site: Pick<SiteSummary, "holdout">,
  { live, rules }: Pick<HomeSources, "live" | "rules">,
): Step[] {
  if (live === undefined || rules === undefined) return [];
  const isHeard = live.heardAt !== null || live.hasProfiles;
  const alive = rules.filter(({ status }) => status === "live");
  // Without somebody to compare with, nobody knows what a rule earns.
  const isCompared = alive.some(
    ({ rule }) => site.holdout > 0 || rule.holdout > 0 || rule.variants.length > 1,
  );
  return [
    { name: "site", isDone: true, href: "/settings/site" },
    { name: "installed", isDone: isHeard || live.views > 0, href: "/install" },
    { name: "event", isDone: isHeard, href: "/install" },
    { name: "rule", isDone: alive.length > 0, href: "/rules" },
    { name: "compared", isDone: isCompared, href: "/rules" },
  ];
}
