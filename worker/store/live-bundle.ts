import { type Bundle, checkBundle } from "../../model/bundle.ts";
import { compileRules, type Deciding } from "../decide/compile-rules.ts";

/** A published version reaches every isolate within 5 seconds; the check itself may take some of them. */
const checkEveryMs = 3000;
/** How long a page waits for a version check that the origin's answer has overtaken. */
const freshDeadlineMs = 50;
/** How long it waits where the last check is older than a publish may take, or where there is no bundle at all. */
const staleDeadlineMs = 300;
/** What is published reaches shoppers within this. */
const promisedMs = 5000;

interface Live {
  deciding: Deciding | undefined;
  checkedAtMs: number;
  /** The version that was refused, so that it is not read again and again. */
  refusedVersion: number | undefined;
}

/** The site's pointer: which version is live, and where in KV its bundle lies. */
interface Pointer {
  version: number;
  key: string | null;
}

/** What each site decides with in this isolate. */
const live = new Map<string, Live>();

/** A site's current bundle, and perhaps a check for a newer one that is under way. */
export interface LiveBundle {
  /** The newest that is known already. */
  known: Deciding | undefined;
  /** Waits for the check, but not long; then gives the newest that is known: the last good one while storage fails. */
  settle(): Promise<Deciding | undefined>;
}

/**
 * Begins to make sure that the site's bundle is current, while the origin works on the page.
 * @param keepAlive the request's `waitUntil`: a check that is overtaken goes on behind the response.
 */
export function liveBundle(
  env: Pick<Env, "DB" | "BUNDLES">,
  site: string,
  nowMs: number,
  keepAlive: (work: Promise<unknown>) => void,
): LiveBundle {
  const known = live.get(site) ?? { deciding: undefined, checkedAtMs: 0, refusedVersion: undefined };
  live.set(site, known);
  if (nowMs - known.checkedAtMs < checkEveryMs)
    return { known: known.deciding, settle: async () => known.deciding };
  const isStale = known.deciding === undefined || nowMs - known.checkedAtMs > promisedMs;
  // Promises may not be shared between requests, so the others go on with what there is while this one asks.
  if (known.deciding !== undefined) known.checkedAtMs = nowMs;
  const check = refresh(env, site, known, nowMs);
  keepAlive(check);
  return {
    known: known.deciding,
    async settle() {
      await Promise.race([check, sleep(isStale ? staleDeadlineMs : freshDeadlineMs)]);
      return known.deciding;
    },
  };
}

async function refresh(
  env: Pick<Env, "DB" | "BUNDLES">,
  site: string,
  known: Live,
  nowMs: number,
): Promise<void> {
  try {
    const pointer = await env.DB.prepare(
      "SELECT live_version AS version, live_bundle AS key FROM sites WHERE id = ?",
    )
      .bind(site)
      .first<Pointer>();
    if (pointer === null || pointer.key === null) return;
    const { version, key } = pointer;
    if (version === known.deciding?.bundle.version || version === known.refusedVersion) return;
    const bundle = (await bundleFromKv(env.BUNDLES, key)) ?? (await bundleFromD1(env.DB, site, version));
    if (bundle === undefined) known.refusedVersion = version;
    else known.deciding = compileRules(bundle);
  } catch (error) {
    console.error({
      message: "The live version could not be read; the last good one stays.",
      site,
      error: String(error),
    });
  } finally {
    // A check that failed is not repeated by every page either.
    known.checkedAtMs = nowMs;
  }
}

/** From KV, which is near. `undefined` where KV does not have it yet, does not answer, or holds something else. */
async function bundleFromKv(bundles: KVNamespace, key: string): Promise<Bundle | undefined> {
  try {
    const stored = await bundles.get(key, { type: "json", cacheTtl: 86_400 });
    return stored === null ? undefined : goodBundle(stored, key);
  } catch (error) {
    console.error({ message: "KV did not give a bundle; asking D1.", key, error: String(error) });
    return undefined;
  }
}

/** From D1, which has every version that was published. */
async function bundleFromD1(db: D1Database, site: string, version: number): Promise<Bundle | undefined> {
  const text = await db
    .prepare("SELECT bundle FROM versions WHERE site = ? AND version = ?")
    .bind(site, version)
    .first<string>("bundle");
  return text === null ? undefined : goodBundle(JSON.parse(text), `${site}:${version}`);
}

function goodBundle(stored: unknown, name: string): Bundle | undefined {
  const checked = checkBundle(stored);
  if (checked.ok) return checked.value;
  const { problems } = checked;
  console.error({ message: "A bundle was refused; the last good one stays.", name, problems });
  return undefined;
}

/** Where a version's bundle is to lie in KV: unlike any key before, since what KV once gave it may go on giving. */
export function newBundleKey(site: string, version: number): string {
  return `bundle:${site}:${version}:${crypto.randomUUID()}`;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
