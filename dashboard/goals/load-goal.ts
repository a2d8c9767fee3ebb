import { type Goal, standardGoals } from "../../model/goal.ts";
import type { Rule } from "../../model/rule.ts";
import type { Draft } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { Editing } from "../editing/editing.ts";
import { freeId } from "../text/free-id.ts";

export interface GoalData {
  editing: Editing<"goals">;
  usedBy: readonly Rule[];
}

/** @throws ApiError where the goal cannot be had. */
export async function loadGoal(site: string, id: string): Promise<GoalData> {
  const load = async () => (await api("GET /goals/:id?site=:site", { site, id })).draft;
  const [draft, usedBy] = await Promise.all([load(), rulesBy(site, id)]);
  const editing = new Editing<"goals">(draft, {
    load,
    save: async (document, revision) =>
      (await api("PUT /goals/:id?site=:site", { site, id, body: { document }, over: revision })).draft,
  });
  return { editing, usedBy };
}

/** A goal that is on no server yet. Its id is made from its name when it is first saved. */
export function newGoal(site: string, document: Goal): Editing<"goals"> {
  const draft: Draft<"goals"> = { document, live: null, revision: 0, updatedAt: "" };
  return new Editing<"goals">(draft, {
    load: () => Promise.resolve(draft),
    save: async (named) => {
      const { goals } = await api("GET /goals?site=:site", { site });
      const taken = ["new", ...standardGoals, ...goals.map((known) => known.document.id)];
      const id = freeId([named.name, "goal"], new Set(taken));
      const body = { document: { ...named, id } };
      return (await api("PUT /goals/:id?site=:site", { site, id, body, over: "new" })).draft;
    },
  });
}

/** Whether a rule, as it is drafted, is judged by a goal or must not harm it. */
export function isJudgedBy({ goal, guardrails }: Rule, id: string): boolean {
  return goal === id || guardrails.includes(id);
}

/** The same where they cannot be had as where there are none. */
async function rulesBy(site: string, goal: string): Promise<Rule[]> {
  const { rules } = await api("GET /rules?site=:site", { site }).catch(() => ({ rules: [] }));
  return rules.map(({ rule }) => rule).filter((rule) => isJudgedBy(rule, goal));
}
