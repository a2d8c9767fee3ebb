import type { AuditAction } from "../../model/audit.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { Measured } from "../../model/results/measured.ts";
import { measuredBy } from "../../model/results/measured-by.ts";
import type { Rule } from "../../model/rule.ts";
import type { Site } from "../../model/site.ts";
import { isSteered } from "../../model/steering/after-publish.ts";
import { type NextSteering, nextSteering } from "../../model/steering/next.ts";
import { sharesOf } from "../../model/steering/shares.ts";
import { steeredRule, type Steering } from "../../model/steering/steering.ts";
import { auditRowIfChanged } from "../store/audit.ts";
import { evidenceOf } from "../store/evidence.ts";
import { beginPhase } from "../store/phases.ts";
import { findSite } from "../store/sites.ts";
import { changeSteering, listSteeredSites, listSteerings, type StoredSteering } from "../store/steerings.ts";
import { configurationOf } from "../store/versions.ts";

const edgewise = { id: "edgewise", name: "Edgewise" };
const deeds: Partial<Record<NextSteering["what"], AuditAction>> = {
  stopped: "rule.stopped",
  ramped: "rule.ramped",
};

/**
 * Takes the rules that start small a step further, shifts visitors to what works, and stops what does harm. What cannot be
 * done for one rule is logged, and tried again in the next minute.
 */
export async function steerRules({ DB: db }: Pick<Env, "DB">, nowMs: number): Promise<void> {
  for (const site of await listSteeredSites(db)) await orLog({ site }, () => steerSite(db, site, nowMs));
}

async function steerSite(db: D1Database, id: string, nowMs: number): Promise<void> {
  const found = await findSite(db, id);
  if (found === undefined) return;
  const live = await configurationOf(db, id, found.liveVersion);
  const of = { site: found.site, live, measures: measuredBy(live.goals, found.site) };
  for (const stored of await listSteerings(db, id))
    await orLog({ site: id, rule: stored.rule }, () => steer(db, of, stored, nowMs));
}

async function orLog(about: { site: string; rule?: string }, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const message = "Rules could not be steered; they stay as they are until the next minute.";
    console.error({ message, ...about, error: String(error) });
  }
}

interface OfSite {
  site: Site;
  live: Configuration;
  measures: ReadonlyMap<string, Measured>;
}

async function steer(
  db: D1Database,
  { site, live, measures }: OfSite,
  stored: StoredSteering,
  nowMs: number,
): Promise<void> {
  const rule = live.rules.find(({ id }) => id === stored.rule);
  const goal = measures.get(rule?.goal ?? "");
  if (rule === undefined || goal === undefined || !isSteered(rule)) return;
  const guardrails = rule.guardrails.flatMap((id) => measures.get(id) ?? []);
  const about = { site: site.id, rule: rule.id, sinceMs: stored.steering.sinceMs };
  const evidence = await evidenceOf(db, about, { goal, guardrails });
  const next = nextSteering(rule, stored.steering, evidence, { nowMs, timeZone: site.timeZone });
  if (next === undefined) return;
  const deed = deeds[next.what];
  await db.batch([
    changeSteering(db, site.id, stored, next.steering, nowMs),
    // What has stopped is for nobody: whoever still sees it was given it before.
    ...(next.what === "stopped"
      ? []
      : [
          beginPhase(db, { site: site.id, rule: rule.id, nowMs }, sharesOf(steeredRule(rule, next.steering))),
        ]),
    ...(deed === undefined
      ? []
      : [
          auditRowIfChanged(db, {
            site: site.id,
            by: edgewise,
            what: deed,
            about: { kind: "rule", id: rule.id, name: rule.name },
            before: told(rule, stored.steering),
            after: told(rule, next.steering),
            atMs: nowMs,
          }),
        ]),
  ]);
}

/** What the audit tells of steering. */
function told({ coverage }: Rule, steering: Steering): object {
  const { why = null, goal = null, variant = null } = steering.stopped ?? {};
  return { coverage: steering.coverage ?? coverage, why, goal, variant };
}
