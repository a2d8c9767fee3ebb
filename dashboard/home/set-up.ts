import type { HomeSources } from "./load-home.ts";

/** A step on the way to the first result. */
export interface Step {
  name: "site" | "installed" | "event" | "rule" | "goal";
  isDone: boolean;
  href: string;
}

/** How far the shop is set up; empty where that cannot be told. */
export function setUpSteps({ live, rules }: Pick<HomeSources, "live" | "rules">): Step[] {
  if (live === undefined || rules === undefined) return [];
  const isHeard = live.heardAt !== null || live.hasProfiles;
  const alive = rules.filter(({ status }) => status === "live");
  return [
    { name: "site", isDone: true, href: "/settings/site" },
    { name: "installed", isDone: isHeard || live.views > 0, href: "/install" },
    { name: "event", isDone: isHeard, href: "/install" },
    { name: "rule", isDone: alive.length > 0, href: "/rules" },
    { name: "goal", isDone: alive.some(({ rule }) => rule.goal !== null), href: "/rules" },
  ];
}
