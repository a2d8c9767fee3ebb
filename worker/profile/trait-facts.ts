import type { ProfileFacts } from "../../model/snapshot.ts";
import type { TraitValue } from "../../model/trait.ts";

/** As many as fit into what a visitor carries. */
const mostTags = 20;
const mostTraits = 20;
const longestTag = 60;

/** What traits are as facts: those that every shop has by names of their own, and the others by the shop's. */
export function traitFacts(
  traits: Readonly<Record<string, Exclude<TraitValue, null>>>,
): Pick<ProfileFacts, "tags" | "tier" | "points" | "traits"> {
  const { tags, tier, points, ...others } = traits;
  const named = Object.entries(others).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    tags: Array.isArray(tags) ? tags.slice(0, mostTags).map((tag) => tag.slice(0, longestTag)) : [],
    ...(typeof tier === "string" ? { tier } : {}),
    ...(typeof points === "number" ? { points } : {}),
    traits: Object.fromEntries(named.slice(0, mostTraits)),
  };
}
