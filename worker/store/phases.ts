import { wholeSite } from "../../model/exposure-event.ts";
import { compares } from "../../model/judged.ts";
import type { Rule } from "../../model/rule.ts";
import type { Site } from "../../model/site.ts";
import { type Shares, sharesOf, sharesOfSite } from "../../model/steering/shares.ts";
import { type Steering, steeredRule } from "../../model/steering/steering.ts";

/**
 * Which share gets what from now on, by rule, and of the whole site: of rules that compare. Those that stay steered as they
 * are, are left to what steers them: nothing that their shares come from has changed.
 * @param steerings as `steeringsAfter` gives them
 */
export function phasesOf(
  site: Site,
  rules: readonly Rule[],
  steerings: ReadonlyMap<string, Steering | undefined>,
): ReadonlyMap<string, Shares> {
  const phases = new Map<string, Shares>([[wholeSite, sharesOfSite(site)]]);
  for (const rule of rules) {
    const steering = steerings.get(rule.id);
    if (!rule.on || !compares(rule) || (steerings.has(rule.id) && steering === undefined)) continue;
    phases.set(rule.id, sharesOf(steering === undefined ? rule : steeredRule(rule, steering)));
  }
  return phases;
}

/**
 * Begins a phase of each rule whose shares are others than they were last.
 * @param anew rules that begin one though they are the same: what was before counts for nothing
 */
export function savePhases(
  db: D1Database,
  site: string,
  phases: ReadonlyMap<string, Shares>,
  { anew, nowMs }: { anew: readonly string[]; nowMs: number },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO rule_phases (site, rule, from_ms, shares)
       SELECT ?1, now.key, ?3, now.value FROM json_each(?2) AS now
       WHERE now.key IN (SELECT value FROM json_each(?4))
         OR now.value IS NOT (SELECT last.shares FROM rule_phases AS last WHERE last.site = ?1 AND last.rule = now.key
           ORDER BY last.from_ms DESC LIMIT 1)
       ON CONFLICT (site, rule, from_ms) DO UPDATE SET shares = excluded.shares`,
    )
    .bind(site, JSON.stringify(Object.fromEntries(phases)), nowMs, JSON.stringify(anew));
}

/** Begins a phase, if the statement right before it in the batch changed anything. */
export function beginPhase(
  db: D1Database,
  { site, rule, nowMs }: { site: string; rule: string; nowMs: number },
  shares: Shares,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO rule_phases (site, rule, from_ms, shares) SELECT ?1, ?2, ?3, ?4 WHERE changes() > 0
       ON CONFLICT (site, rule, from_ms) DO UPDATE SET shares = excluded.shares`,
    )
    .bind(site, rule, nowMs, JSON.stringify(shares));
}
