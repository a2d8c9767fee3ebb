import { changeId } from "../../model/change-id.ts";
import type { Rule } from "../../model/rule.ts";
import { countDecisions } from "../store/decisions.ts";
import { countExposures, type RuleExposures } from "../store/exposures.ts";
import { lostPlaces, type PlaceFinding } from "../store/place-checks.ts";
import type { RulePages, UndoneChange } from "./contract.ts";

const dayMs = 24 * 60 * 60_000;

/** What became of the pages of each rule of a site in the last 24 hours. */
export async function pagesOfRules(
  db: D1Database,
  site: string,
  nowMs: number,
): Promise<(live: Rule) => RulePages> {
  const [decided, exposures, lost] = await Promise.all([
    countDecisions(db, site, nowMs - dayMs),
    countExposures(db, site, nowMs - dayMs),
    lostPlaces(db, site),
  ]);
  return (live) => rulePages(live, decided.get(live.id) ?? 0, exposures.get(live.id), lost);
}

/** Of a change that has been edited since, nothing is known any more: it is another change now. */
function rulePages(
  live: Rule,
  decided: number,
  exposures: RuleExposures | undefined,
  lost: readonly PlaceFinding[],
): RulePages {
  const changes = new Map(
    live.variants.flatMap((variant) => variant.changes).map((change) => [changeId(change), change]),
  );
  const undone = [...(exposures?.undone ?? [])].flatMap(([id, pages]): UndoneChange[] => {
    const change = changes.get(id);
    return change === undefined ? [] : [{ change, ...pages }];
  });
  undone.sort((a, b) => b.restored + b.lost - (a.restored + a.lost));
  const missing = lost
    .filter(({ rule }) => rule === live.id)
    .map(({ page, selector }) => ({ page, selector }));
  return { decided, seen: exposures?.seen ?? 0, undone, missing };
}
