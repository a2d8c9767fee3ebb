import * as v from "valibot";
import { type Bundle, checkBundle } from "../../model/bundle.ts";
import type { SpentCoupons } from "../../model/coupon/spent.ts";
import { check, type Checked } from "../../model/problem.ts";
import { steered } from "../../model/steering/steering.ts";
import { inTime } from "../wait/in-time.ts";
import { AnnouncedNews, newsSinceMs, selectNews, takeNews } from "./announced-news.ts";
import { selectSpent, spentIn } from "./spent-coupons.ts";
import { selectSteerings, steeringsIn } from "./steerings.ts";

/** A published version reaches every isolate within 5 seconds; the check itself may take some of them. */
const checkEveryMs = 3000;
/** How long a page waits for a version check that the origin's answer has overtaken. */
const freshDeadlineMs = 50;
/** How long it waits where the last check is older than a publish may take, or where there is no bundle at all. */
const staleDeadlineMs = 300;
/** What is published reaches shoppers within this. */
const promisedMs = 5000;
/** How long a check waits behind the response. KV is given up early enough for D1 to keep the promise in its place. */
const databaseDeadlineMs = 2000;
const kvDeadlineMs = 1000;
/** A version that was refused is read again after this: it may have been storage that was wrong, not the version. */
const refusedForMs = 30_000;
/** D1 takes no longer text, so nothing longer was ever published. */
const longestBundle = 2_000_000;

/** What is made of a bundle when it is read, and used until the next version is live. */
export interface Ready {
  bundle: Bundle;
  /** Those of which nobody can have another one now: not a part of the bundle, since nobody publishes it. */
  spent: SpentCoupons;
}

interface Live<Made extends Ready> {
  deciding: Made | undefined;
  /** As it was published. */
  bundle: Bundle | undefined;
  /** What the database said of spent coupons last, and of how rules are steered. */
  spent: string;
  steerings: string;
  /** `false` while the site is switched off. */
  isOn: boolean;
  checkedAtMs: number;
  /** When the check began that the above is from: a slow one must not undo what a later one found. */
  asOfMs: number;
  refused: { version: number; untilMs: number } | undefined;
}

/**
 * The site's pointer: which version is live, where in KV its bundle lies, whether Edgewise is on at all; of whom there are
 * news, which coupons are spent, and how rules are steered.
 */
const Pointer = v.object({
  version: v.pipe(v.number(), v.integer(), v.minValue(0)),
  key: v.nullable(v.string()),
  isOn: v.picklist([0, 1]),
  news: AnnouncedNews,
  spent: v.string(),
  steerings: v.string(),
});
type Pointer = v.InferOutput<typeof Pointer>;

/** A site's current bundle, and perhaps a check for a newer one that is under way. */
export interface LiveVersion<Made extends Ready> {
  /** The newest that is known already; `undefined` as for `settle`. */
  known: Made | undefined;
  /** `false` where the site is known to be switched off. */
  isOn: boolean;
  /** The site's settings as far as they are known, also while it is switched off. */
  settings(): Bundle["site"] | undefined;
  /** Ends with the check, where this request makes one. Never throws. */
  checked: Promise<void>;
  /**
   * Waits for the check, but not long; then gives the newest that is known: the last good one while storage fails.
   * @returns `undefined` where none is known, or where the site is switched off.
   */
  settle(): Promise<Made | undefined>;
}

/** What of a site's bundle is used in this isolate: `make` says what that is, of each version once. */
export class LiveVersions<Made extends Ready> {
  readonly #make: (bundle: Bundle) => Made;
  readonly #live = new Map<string, Live<Made>>();

  constructor(make: (bundle: Bundle) => Made) {
    this.#make = make;
  }

  /**
   * Begins to make sure that the site's bundle is current, while the origin works on the page.
   * @param keepAlive the request's `waitUntil`: a check that is overtaken goes on behind the response.
   */
  of(
    env: Pick<Env, "DB" | "BUNDLES">,
    site: string,
    nowMs: number,
    keepAlive: (work: Promise<unknown>) => void,
  ): LiveVersion<Made> {
    const known = this.#live.get(site) ?? nothingKnown();
    this.#live.set(site, known);
    const current = () => (known.isOn ? known.deciding : undefined);
    const now = { known: current(), isOn: known.isOn, settings: () => known.deciding?.bundle.site };
    if (nowMs - known.checkedAtMs < checkEveryMs)
      return { ...now, checked: Promise.resolve(), settle: async () => current() };
    const isStale = known.deciding === undefined || nowMs - known.checkedAtMs > promisedMs;
    // Promises may not be shared between requests, so the others go on with what there is while this one asks.
    if (known.deciding !== undefined) known.checkedAtMs = nowMs;
    const checking = refresh(env, site, { known, make: this.#make }, nowMs);
    keepAlive(checking);
    return {
      ...now,
      checked: checking,
      async settle() {
        const deadlineMs = isStale ? staleDeadlineMs : freshDeadlineMs;
        // Not by a timer that stays: an object is not put away, and is paid for, as long as one runs.
        await inTime(checking, deadlineMs, "The check").catch(() => undefined);
        return current();
      },
    };
  }
}

function nothingKnown(): Live<never> {
  return {
    deciding: undefined,
    bundle: undefined,
    spent: "{}",
    steerings: "{}",
    isOn: true,
    checkedAtMs: 0,
    asOfMs: 0,
    refused: undefined,
  };
}

async function refresh<Made extends Ready>(
  env: Pick<Env, "DB" | "BUNDLES">,
  site: string,
  { known, make }: { known: Live<Made>; make: (bundle: Bundle) => Made },
  nowMs: number,
): Promise<void> {
  try {
    const pointer = await pointerOf(env.DB, site, nowMs);
    if (pointer === undefined) return;
    takeNews(site, pointer.news, nowMs);
    if (nowMs < known.asOfMs) return;
    known.asOfMs = nowMs;
    // First of all: switching off must work whatever became of the bundle.
    known.isOn = pointer.isOn === 1;
    takeSpent(known, pointer.spent);
    let bundle: Bundle | undefined;
    try {
      bundle = await newBundle(env, site, pointer, known, nowMs);
    } finally {
      // A rule that has stopped has to stop, whatever became of a newer version.
      if (nowMs >= known.asOfMs) takeSteered(known, make, { bundle, steerings: pointer.steerings });
    }
  } catch (error) {
    console.error({
      message: "The live version could not be read; the last good one stays.",
      site,
      error: String(error),
    });
  } finally {
    // A check that failed is not repeated by every page either.
    known.checkedAtMs = Math.max(known.checkedAtMs, nowMs);
  }
}

/** A coupon that is spent, or had again, changes what is decided without any new version. */
function takeSpent(known: Live<Ready>, spent: string): void {
  if (spent === known.spent) return;
  if (known.deciding !== undefined) known.deciding = { ...known.deciding, spent: spentIn(spent) };
  known.spent = spent;
}

/** A version that is not known yet; `undefined` where there is none, or none that can be used. */
async function newBundle(
  env: Pick<Env, "DB" | "BUNDLES">,
  site: string,
  { version, key }: Pointer,
  known: Live<Ready>,
  nowMs: number,
): Promise<Bundle | undefined> {
  if (key === null || version === known.bundle?.version || isRefused(known, version, nowMs)) return undefined;
  const wanted = { site, version };
  const bundle = (await bundleFromKv(env.BUNDLES, key, wanted)) ?? (await bundleFromD1(env.DB, wanted));
  if (bundle === undefined) known.refused = { version, untilMs: nowMs + refusedForMs };
  return bundle;
}

/** A rule that is steered changes what is decided without any new version; a new version comes with its own steering at once. */
function takeSteered<Made extends Ready>(
  known: Live<Made>,
  make: (bundle: Bundle) => Made,
  { bundle = known.bundle, steerings }: { bundle: Bundle | undefined; steerings: string },
): void {
  if (bundle === undefined || (bundle === known.bundle && steerings === known.steerings)) return;
  const made = make(steered(bundle, steeringsIn(steerings)));
  known.deciding = { ...made, spent: spentIn(known.spent) };
  known.bundle = bundle;
  known.steerings = steerings;
}

function isRefused({ refused }: Live<Ready>, version: number, nowMs: number): boolean {
  return refused?.version === version && nowMs < refused.untilMs;
}

async function pointerOf(db: D1Database, site: string, nowMs: number) {
  const asked = db
    .prepare(
      `SELECT live_version AS version, live_bundle AS key, is_on AS isOn, ${selectNews} AS news, ${selectSpent} AS spent,
         ${selectSteerings} AS steerings
       FROM sites WHERE id = ?1`,
    )
    .bind(site, newsSinceMs(site), nowMs)
    .first();
  const row = await inTime(asked, databaseDeadlineMs, "D1");
  if (row === null) return undefined;
  const checked = check(Pointer, row);
  if (!checked.ok) throw new Error(`The pointer is malformed: ${JSON.stringify(checked.problems)}`);
  return checked.value;
}

/** The version of a site that its pointer names. */
interface Wanted {
  site: string;
  version: number;
}

/** From KV, which is near. `undefined` where KV does not have it yet, does not answer, or holds something else. */
async function bundleFromKv(bundles: KVNamespace, key: string, wanted: Wanted): Promise<Bundle | undefined> {
  try {
    const asked = bundles.get(key, { type: "text", cacheTtl: 86_400 });
    const text = await inTime(asked, kvDeadlineMs, "KV");
    return text === null ? undefined : goodBundle(text, wanted);
  } catch (error) {
    console.error({ message: "KV did not give a bundle; asking D1.", key, error: String(error) });
    return undefined;
  }
}

/** From D1, which has every version that was published. */
async function bundleFromD1(db: D1Database, wanted: Wanted): Promise<Bundle | undefined> {
  const asked = db
    .prepare("SELECT bundle FROM versions WHERE site = ? AND version = ?")
    .bind(wanted.site, wanted.version)
    .first<string>("bundle");
  const text = await inTime(asked, databaseDeadlineMs, "D1");
  return text === null ? undefined : goodBundle(text, wanted);
}

/** The bundle in a text from storage, if it is one, and the one that was asked for. */
function goodBundle(text: string, { site, version }: Wanted): Bundle | undefined {
  const read = bundleIn(text);
  if (read.ok && read.value.site.id === site && read.value.version === version) return read.value;
  const why = read.ok ? `It is version ${read.value.version} of ${read.value.site.id}.` : read.problems;
  console.error({ message: "A bundle was refused; the last good one stays.", site, version, why });
  return undefined;
}

function bundleIn(text: string): Checked<Bundle> {
  if (text.length <= longestBundle) return checkBundle(parsed(text));
  const message = "It is longer than any that was published.";
  return { ok: false, problems: [{ code: "too_large", path: "", message }] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where a version's bundle is to lie in KV: unlike any key before, since what KV once gave it may go on giving. */
export function newBundleKey(site: string, version: number): string {
  return `bundle:${site}:${version}:${crypto.randomUUID()}`;
}
