import { checkBundle, compileBundle } from "../../model/bundle.ts";
import { checkConfiguration, emptyConfiguration, type Configuration } from "../../model/configuration.ts";
import { shardsChanged } from "../../model/coupon/shards-changed.ts";
import type { Problem } from "../../model/problem.ts";
import type { Site } from "../../model/site.ts";
import { keepShards, knownShards } from "./coupon-shards.ts";
import { newBundleKey } from "./live-bundle.ts";

export interface StoredVersion {
  version: number;
  note: string;
  publishedAtMs: number;
  publishedBy: string;
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
      "SELECT version, note, published_at_ms, published_by FROM versions WHERE site = ? AND version < ? ORDER BY version DESC LIMIT ?",
    )
    .bind(site, before, limit)
    .all<{ version: number; note: string; published_at_ms: number; published_by: string }>();
  return results.map((row) => ({
    version: row.version,
    note: row.note,
    publishedAtMs: row.published_at_ms,
    publishedBy: row.published_by,
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
  /** Written together with the version, or not at all. */
  also?: readonly D1PreparedStatement[];
}

/** The new version, or everything that keeps it from being one. */
export type Published =
  | { ok: true; version: number }
  | { ok: false; problems: Problem[] }
  | { ok: false; raced: true };

/**
 * Makes a configuration live: validated as a whole, its bundle stored under a key that is never written again, then
 * version and pointer written together. Until the pointer moves nothing has changed for shoppers, so a crash in between
 * is harmless, and of two who publish over the same version one is told.
 */
export async function publish(env: Pick<Env, "DB" | "BUNDLES">, what: Publish): Promise<Published> {
  const { site, over, note, by, nowMs } = what;
  const configuration = checkConfiguration(what.configuration);
  if (!configuration.ok) return configuration;
  const { coupons } = configuration.value;
  const problems = shardsChanged(coupons, await knownShards(env.DB, site.id, coupons));
  if (problems.length > 0) return { ok: false, problems };
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
        `INSERT INTO versions (site, version, bundle, configuration, note, published_at_ms, published_by)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ).bind(site.id, version, bundle, JSON.stringify(configuration.value), note, nowMs, by),
      env.DB.prepare("UPDATE sites SET live_version = ?2, live_bundle = ?3 WHERE id = ?1").bind(
        site.id,
        version,
        key,
      ),
      keepShards(env.DB, site.id, coupons),
      ...(what.also ?? []),
    ]);
  } catch (error) {
    await env.BUNDLES.delete(key);
    if (String(error).includes("UNIQUE constraint failed")) return { ok: false, raced: true };
    throw error;
  }
  return { ok: true, version };
}
