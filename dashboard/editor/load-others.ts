import type { Configuration } from "../../model/configuration.ts";
import { api } from "../api/api.ts";

export interface Others extends Configuration {
  /** The ids of the rules that stopped by themselves. */
  stopped: readonly string[];
}

/** Loads all that a rule stands among, as it is being edited. @throws ApiError where that cannot be had. */
export async function loadOthers(site: string): Promise<Others> {
  const [{ rules }, { offers }, { placements }, { segments }, { lists }, { goals }] = await Promise.all([
    api("GET /rules?site=:site", { site }),
    api("GET /offers?site=:site", { site }),
    api("GET /placements?site=:site", { site }),
    api("GET /segments?site=:site", { site }),
    api("GET /lists?site=:site", { site }),
    api("GET /goals?site=:site", { site }),
  ]);
  return {
    rules: rules.map((summary) => summary.rule),
    stopped: rules.filter(({ stopped }) => stopped !== null).map(({ rule }) => rule.id),
    offers: offers.map(({ document }) => document),
    coupons: [],
    placements: placements.map(({ document }) => document),
    segments: segments.map(({ document }) => document),
    lists: lists.map(({ document }) => document),
    goals: goals.map(({ document }) => document),
  };
}
