import * as v from "valibot";
import { check } from "../../model/problem.ts";
import type { Site } from "../../model/site.ts";

/** What must be known of a host before anything else can happen. */
export interface Route {
  /** `null` where no site names this host: then the request is passed on, and nothing more. */
  site: string | null;
  /** `null` means the zone's own origin, behind a Worker route. */
  origin: string | null;
  /** What Edgewise answers on this host is below this path. */
  prefix: string;
}

const StoredRoute = v.object({ site: v.string(), origin: v.nullable(v.string()), prefix: v.string() });

const freshForMs = 30_000;
const deadlineMs = 500;
/** After KV failed, requests go on with what is known for this long before one of them asks again. */
const retryAfterMs = 5000;

/** Routes this isolate has seen. Kept when KV fails: a shop's address rarely changes, a shop that is down always matters. */
const seen = new Map<string, { route: Route; readAtMs: number }>();

/**
 * Which site a host belongs to, and where that shop's server is.
 * @param fallbackOrigin for hosts that no site names; empty for none.
 */
export async function routeOf(
  bundles: KVNamespace,
  host: string,
  fallbackOrigin: string,
  nowMs: number,
): Promise<Route> {
  const known = seen.get(host);
  if (known !== undefined && nowMs - known.readAtMs < freshForMs) return known.route;
  const unknown = { site: null, origin: fallbackOrigin === "" ? null : fallbackOrigin, prefix: "/_ew/" };
  const stored = await readRoute(bundles, host);
  if (stored === "unavailable") {
    const route = known?.route ?? unknown;
    if (known !== undefined) seen.set(host, { route, readAtMs: nowMs - freshForMs + retryAfterMs });
    return route;
  }
  const route = stored ?? unknown;
  seen.set(host, { route, readAtMs: nowMs });
  return route;
}

async function readRoute(bundles: KVNamespace, host: string): Promise<Route | undefined | "unavailable"> {
  try {
    const late = new Promise<"late">((resolve) => setTimeout(() => resolve("late"), deadlineMs));
    const stored = await Promise.race([bundles.get(keyOf(host), { type: "json", cacheTtl: 30 }), late]);
    if (stored === "late") return "unavailable";
    if (stored === null) return undefined;
    const checked = check(StoredRoute, stored);
    if (checked.ok) return checked.value;
    console.error({ message: "The route of a host is malformed.", host, problems: checked.problems });
  } catch (error) {
    console.error({ message: "The route of a host could not be read.", host, error: String(error) });
  }
  return "unavailable";
}

/** Makes a site's hosts lead to it, and hosts that it no longer names to nothing. */
export async function writeRoutes(
  bundles: KVNamespace,
  site: Site,
  formerHosts: readonly string[],
): Promise<void> {
  const route: Route = { site: site.id, origin: site.origin, prefix: site.prefix };
  const gone = formerHosts.filter((host) => !site.hosts.includes(host));
  await Promise.all([
    ...site.hosts.map((host) => bundles.put(keyOf(host), JSON.stringify(route))),
    ...gone.map((host) => bundles.delete(keyOf(host))),
  ]);
  for (const host of [...site.hosts, ...gone]) seen.delete(host);
}

function keyOf(host: string): string {
  return `host:${host}`;
}
