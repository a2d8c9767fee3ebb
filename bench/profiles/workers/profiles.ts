import { compileCondition } from "../../../model/condition/compile.ts";
import { conditionToSql } from "../../../model/condition/to-sql.ts";
import type { IndexRow } from "../../../model/index-row.ts";
import { countAudience } from "../../../worker/store/audience.ts";
import { saveProfiles } from "../../../worker/store/profile-index.ts";
import type { Asked } from "../asked.ts";
import { audiences, counter } from "./audiences.ts";
import { madeUpProfile, nowMs, site } from "./made-up-profile.ts";
import { rowsWritten } from "./rows-written.ts";
import { searches } from "./searches.ts";

/** Does what the bench asks of the index of profiles, beside its database, as the edge worker is. */
export default {
  async fetch(request, { DB }) {
    const { pathname, searchParams } = new URL(request.url);
    const number = (name: string) => Number(searchParams.get(name));
    const name = searchParams.get("name") ?? "";
    const answers: { [Path in keyof Asked]: () => Promise<Asked[Path]> | Asked[Path] } = {
      "/cost": () => rowsWritten(DB),
      "/fill": () => fill(DB, number("from"), number("count")),
      "/searches": () => Object.keys(searches),
      "/search": async () => ({ found: (await searches[name]?.(DB, number("number")))?.length ?? 0 }),
      "/audience": () => countAudience(DB, site, toSql(name), nowMs),
    };
    return Response.json(await answers[pathname as keyof Asked]());
  },
} satisfies ExportedHandler<{ DB: D1Database }>;

async function fill(db: D1Database, from: number, count: number): Promise<Record<string, number>> {
  const rows = Array.from({ length: count }, (_, index) => madeUpProfile(from + index));
  await saveProfiles(db, rows, nowMs);
  const facts = rows.map(factsOf);
  return Object.fromEntries(
    Object.entries(audiences).map(([name, condition]) => {
      const holds = compileCondition(condition);
      return [name, facts.filter((each) => holds(each)).length];
    }),
  );
}

/** What would be known of the same profile at the edge. */
function factsOf({ facts, times, sessionStartedAtMs }: IndexRow) {
  const { lastOrderAtMs } = facts;
  const daysSinceLastOrder =
    typeof lastOrderAtMs === "number" ? Math.floor((nowMs - lastOrderAtMs) / 86_400_000) : null;
  const behaviour = { nowMs, sessionStartedAtMs: sessionStartedAtMs ?? nowMs, timesMs: times };
  return { ...facts, daysSinceLastOrder, behaviour };
}

function toSql(audience: string) {
  const sql = conditionToSql(audiences[audience] ?? {}, { nowMs, counters: [counter] });
  if (sql.unknown.length > 0) throw new Error(`The database cannot know ${audience}.`);
  return sql;
}
