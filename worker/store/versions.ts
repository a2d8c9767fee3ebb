import { checkBundle, compileBundle } from "../../model/bundle.ts";
import { checkConfiguration, emptyConfiguration, type Configuration } from "../../model/configuration.ts";
import { type DocumentChange, type NamedChange, nameChanges } from "../../model/configuration-changes.ts";
import { shardsChanged } from "../../model/coupon/shards-changed.ts";
import { listName, measuresOf } from "../../model/measure.ts";
import type { Checked, Problem } from "../../model/problem.ts";
import type { Site } from "../../model/site.ts";
import { steeringsAfter } from "../../model/steering/after-publish.ts";
import { endComparisons } from "./ended-comparisons.ts";
import { askRecount } from "./recounts.ts";
import { keepShards, knownShards } from "./coupon-shards.ts";
import { newBundleKey } from "./live-version.ts";
import { phasesOf, savePhases } from "./phases.ts";
import { saveSteerings, steeringsOf } from "./steerings.ts";

export interface StoredVersion {
  version: number;
  note: string;
  publishedAtMs: number;
  publishedBy: Person;
  /** Against the version before; `null` of old versions, for which nobody wrote it down. */
  changes: VersionChanges | null;
}

/** Whoever did something, by the name that they had then. */
export interface Person {
  id: string;
  name: string;
}

/** The first of what changed with a version, and how many there were. */
export interface VersionChanges {
  first: NamedChange[];
  count: number;
}

const mostNamed = 20;

function summaryOf(changes: readonly DocumentChange[]): VersionChanges {
  const first = nameChanges(changes.slice(0, mostNamed));
  return { first, count: changes.length };
}

/** The configuration that a version was made of: all of it, switched-off rules too. Empty for version 0. */
export async function configurationOf(db: D1Database, site: string, version: number): Promise<Configuration> {
  if (version === 0) return emptyConfiguration;
  const text = await db
    .prepare("SELECT configuration FROM versions WHERE site = ? AND version = ?")
    .bind(site, version)
    .first<string>("configuration");
  const checked = checkConfiguration(text === null ? null : JSON.parse(text));
  if (!checked.ok)
    throw new Error(`Version ${version} of ${site} is malformed: ${JSON.stringify(checked.problems)}`);
  return checked.value;
}

/** The latest first. @param before only those with smaller numbers. */
export async function listVersions(
  db: D1Database,
  site: string,
  { before, limit }: { before: number; limit: number },
): Promise<StoredVersion[]> {
  const { results } = await db
    .prepare(
      `SELECT version, note, published_at_ms AS publishedAtMs, published_by AS id, published_by_name AS name, changes
       FROM versions WHERE site = ? AND version < ? ORDER BY version DESC LIMIT ?`,
    )
    .bind(site, before, limit)
    .all<Omit<StoredVersion, "publishedBy" | "changes"> & Person & { changes: string | null }>();
  return results.map(({ id, name, changes, ...version }) => ({
    ...version,
    publishedBy: { id, name },
    changes: changes === null ? null : (JSON.parse(changes) as VersionChanges),
  }));
}

export interface Publish {
  site: Site;
  configuration: Configuration;
  /** The live version that the configuration was made from: where another one is live by now, nothing is published. */
  over: number;
  note: string;
  by: string;
  nowMs: number;
  /** What it makes of the version that was live. */
  changes?: readonly DocumentChange[];
  /** Written together with the version, or not at all. */
  also?: readonly D1PreparedStatement[];
}

/** The new version, or everything that keeps it from being one. */
export type Published =
  | { ok: true; version: number }
  | { ok: false; problems: Problem[] }
  | { ok: false; raced: true };

/** Everything that keeps a configuration from going live, besides somebody who publishes at the same moment. */
export async function checkPublish(
  db: D1Database,
  site: string,
  configuration: Configuration,
): Promise<Checked<Configuration>> {
  const checked = checkConfiguration(configuration);
  if (!checked.ok) return checked;
  const { coupons } = checked.value;
  const problems = shardsChanged(coupons, await knownShards(db, site, coupons));
  return problems.length > 0 ? { ok: false, problems } : checked;
}

/**
 * Makes a configuration live: validated as a whole, its bundle stored under a key that is never written again, then
 * version and pointer written together. Until the pointer moves nothing has changed for shoppers, so a crash in between
 * is harmless, and of two who publish over the same version one is told.
 */
export async function publish(env: Pick<Env, "DB" | "BUNDLES">, what: Publish): Promise<Published> {
  const { site, over, note, by, nowMs, changes } = what;
  const configuration = await checkPublish(env.DB, site.id, what.configuration);
  if (!configuration.ok) return configuration;
  const [live, steerings] = await Promise.all([
    configurationOf(env.DB, site.id, over),
    steeringsOf(env.DB, site.id),
  ]);
  const { rules } = configuration.value;
  const steered = steeringsAfter(live.rules, rules, steerings, nowMs);
  const version = over + 1;
  const bundle = JSON.stringify(compileBundle(version, site, configuration.value));
  // The edge will check it once more when it reads it; what it would refuse must not go out.
  const readable = checkBundle(JSON.parse(bundle));
  if (!readable.ok) return readable;
  const key = newBundleKey(site.id, version);
  await env.BUNDLES.put(key, bundle);
  try {
    await env.DB.batch([
      env.DB.prepare(
        `INSERT INTO versions (site, version, bundle, configuration, note, published_at_ms, published_by, changes, published_by_name)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, COALESCE((SELECT name FROM users WHERE id = ?7), ?7))`,
      ).bind(
        site.id,
        version,
        bundle,
        JSON.stringify(configuration.value),
        note,
        nowMs,
        by,
        changes === undefined ? null : JSON.stringify(summaryOf(changes)),
      ),
      env.DB.prepare("UPDATE sites SET live_version = ?2, live_bundle = ?3 WHERE id = ?1").bind(
        site.id,
        version,
        key,
      ),
      keepShards(env.DB, site.id, configuration.value.coupons),
      askRecount(env.DB, site.id, listName(measuresOf(configuration.value.goals, site)), nowMs),
      ...saveSteerings(env.DB, site.id, steered, nowMs),
      savePhases(env.DB, site.id, phasesOf(site, rules, steered), { anew: [...steered.keys()], nowMs }),
      ...endComparisons(env.DB, site, { before: { version: over, rules: live.rules }, rules }, nowMs),
      ...(what.also ?? []),
    ]);
  } catch (error) {
    await env.BUNDLES.delete(key);
    if (String(error).includes("UNIQUE constraint failed")) return { ok: false, raced: true };
    throw error;
  }
  return { ok: true, version };
}
