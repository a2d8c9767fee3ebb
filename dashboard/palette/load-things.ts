import { api } from "../api/api.ts";

/** A kind of thing that has a name and a screen of its own, as the path of that begins. */
type ThingKind = "rules" | "offers" | "coupons" | "segments" | "placements" | "goals";

export interface Thing {
  kind: ThingKind;
  id: string;
  name: string;
}

/** Everything on a site that has a name. What cannot be had is left out, and `isWhole` says so. */
export async function loadThings(site: string): Promise<{ things: Thing[]; isWhole: boolean }> {
  const lists = await Promise.allSettled([
    api("GET /rules?site=:site", { site }).then(({ rules }) =>
      rules.map(({ rule }) => thingOf("rules", rule)),
    ),
    api("GET /offers?site=:site", { site }).then(({ offers }) => thingsOf("offers", offers)),
    api("GET /coupons?site=:site", { site }).then(({ coupons }) => thingsOf("coupons", coupons)),
    api("GET /segments?site=:site", { site }).then(({ segments }) => thingsOf("segments", segments)),
    api("GET /placements?site=:site", { site }).then(({ placements }) => thingsOf("placements", placements)),
    api("GET /goals?site=:site", { site }).then(({ goals }) => thingsOf("goals", goals)),
  ]);
  return {
    things: lists.flatMap((list) => (list.status === "fulfilled" ? list.value : [])),
    isWhole: lists.every(({ status }) => status === "fulfilled"),
  };
}

interface Named {
  id: string;
  name: string;
}

function thingsOf(kind: ThingKind, drafts: readonly { document: Named }[]): Thing[] {
  return drafts.map(({ document }) => thingOf(kind, document));
}

function thingOf(kind: ThingKind, { id, name }: Named): Thing {
  return { kind, id, name };
}
