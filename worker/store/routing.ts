import * as v from "valibot";
import { check } from "../../model/problem.ts";
import { Site } from "../../model/site.ts";
import { inTime } from "../wait/in-time.ts";

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

/** As soon as what is published is seen; where KV fails, it is asked again after as long. */
const freshForMs = 5000;
const deadlineMs = 500;
/** Whoever asks for made-up hosts fills no memory. */
const mostHosts = 20_000;

interface Seen {
  route: Route;
  readAtMs: number;
}

/** Routes this isolate has seen. Kept when KV fails: a shop's address rarely changes, a shop that is down always matters. */
const seen = new Map<string, Seen>();

/**
 * Which site a host belongs to, and where that shop's server is: from memory, else from KV, else, where KV fails and
 * nothing is known yet, from D1, without which not even the shop's own page could be shown.
 * @param env `ORIGIN` is for hosts that no site names; empty for none.
 */
export async function routeOf(
  env: Pick<EdgeEnv, "BUNDLES" | "DB" | "ORIGIN">,
  host: string,
  nowMs: number,
): Promise<Route> {
  const known = seen.get(host);
  if (known !== undefined && nowMs - known.readAtMs < freshForMs) return known.route;
  // While one request asks, the others go on with what is known; and so do all, for a while, where it gets no answer.
  if (known !== undefined) keep(host, { ...known, readAtMs: nowMs });
  let stored = await readRoute(env.BUNDLES, host);
  if (stored === "unavailable") {
    if (known !== undefined) return known.route;
    stored = await routeFromD1(env.DB, host);
  }
  const route = typeof stored === "object" ? stored : unknownHost(env.ORIGIN);
  if (stored !== "unavailable") keep(host, { route, readAtMs: nowMs });
  return route;
}

function unknownHost(origin: string): Route {
  return { site: null, origin: origin === "" ? null : origin, prefix: "/_ew/" };
}

function keep(host: string, route: Seen): void {
  seen.delete(host);
  seen.set(host, route);
  const [oldest] = seen.keys();
  if (seen.size > mostHosts && oldest !== undefined) seen.delete(oldest);
}

async function readRoute(bundles: KVNamespace, host: string): Promise<Route | undefined | "unavailable"> {
  try {
    const asked = bundles.get(keyOf(host), { type: "json", cacheTtl: 30 });
    const stored = await inTime(asked, deadlineMs, "KV");
    if (stored === null) return undefined;
    const checked = check(StoredRoute, stored);
    if (checked.ok) return checked.value;
    console.error({ message: "The route of a host is malformed.", host, problems: checked.problems });
  } catch (error) {
    console.error({ message: "The route of a host could not be read.", host, error: String(error) });
  }
  return "unavailable";
}

/** The site that says itself that the host is its own. */
async function routeFromD1(db: D1Database, host: string): Promise<Route | undefined | "unavailable"> {
  try {
    const asked = db
      .prepare("SELECT document FROM sites, json_each(document, '$.hosts') WHERE json_each.value = ?")
      .bind(host)
      .first<string>("document");
    const document = await inTime(asked, deadlineMs, "D1");
    if (document === null) return undefined;
    const checked = check(Site, JSON.parse(document));
    if (checked.ok) return routeTo(checked.value);
    console.error({ message: "The site of a host is malformed.", host, problems: checked.problems });
  } catch (error) {
    console.error({ message: "The site of a host could not be read.", host, error: String(error) });
  }
  return "unavailable";
}

function routeTo({ id, origin, prefix }: Site): Route {
  return { site: id, origin, prefix };
}

/** Makes a site's hosts lead to it, and hosts that it no longer names to nothing. */
export async function writeRoutes(
  bundles: KVNamespace,
  site: Site,
  formerHosts: readonly string[],
): Promise<void> {
  const route = routeTo(site);
  const gone = formerHosts.filter((host) => !site.hosts.includes(host));
  await Promise.all([
    ...site.hosts.map((host) => bundles.put(keyOf(host), JSON.stringify(route))),
    ...gone.map((host) => bundles.delete(keyOf(host))),
  ]);
}

function keyOf(host: string): string {
  return `host:${host}`;
}
