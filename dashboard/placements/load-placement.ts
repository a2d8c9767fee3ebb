import type { Rule } from "../../model/rule.ts";
import type { Draft } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { Editing } from "../editing/editing.ts";
import { freeId } from "../text/free-id.ts";

export interface PlacementData {
  editing: Editing<"placements">;
  usedBy: readonly Rule[];
}

/** @throws ApiError where the placement cannot be had. */
export async function loadPlacement(site: string, id: string): Promise<PlacementData> {
  const load = async () => (await api("GET /placements/:id?site=:site", { site, id })).draft;
  const [draft, usedBy] = await Promise.all([load(), rulesAt(site, id)]);
  const editing = new Editing<"placements">(draft, {
    load,
    save: async (document, revision) =>
      (await api("PUT /placements/:id?site=:site", { site, id, body: { document }, over: revision })).draft,
  });
  return { editing, usedBy };
}

/** A placement that is on no server yet. Its id is made from its name when it is first saved. */
export function newPlacement(site: string): Editing<"placements"> {
  const draft: Draft<"placements"> = {
    document: { id: "new", name: "", selector: "", position: "after" },
    live: null,
    revision: 0,
    updatedAt: "",
  };
  return new Editing<"placements">(draft, {
    load: () => Promise.resolve(draft),
    save: async (document) => {
      const { placements } = await api("GET /placements?site=:site", { site });
      const taken = new Set(["new", ...placements.map((known) => known.document.id)]);
      const id = freeId([document.name, "place"], taken);
      const body = { document: { ...document, id } };
      return (await api("PUT /placements/:id?site=:site", { site, id, body, over: "new" })).draft;
    },
  });
}

/** Whether a rule, as it is drafted, shows an offer in a place. */
export function isShownAt({ variants }: Rule, placement: string): boolean {
  return variants.some(({ changes }) =>
    changes.some((change) => change.type === "insertOffer" && change.placement === placement),
  );
}

/** The same where they cannot be had as where there are none. */
async function rulesAt(site: string, placement: string): Promise<Rule[]> {
  const { rules } = await api("GET /rules?site=:site", { site }).catch(() => ({ rules: [] }));
  return rules.map(({ rule }) => rule).filter((rule) => isShownAt(rule, placement));
}
