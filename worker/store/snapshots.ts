import { check } from "../../model/problem.ts";
import { Snapshot } from "../../model/snapshot.ts";
import { open, readKeys, seal, type SealingKeys } from "../recognise/seal.ts";
import { inTime } from "../wait/in-time.ts";

/**
 * Snapshots in KV: what somebody else than the visitor's own browser changed of a profile, so that the visitor's next
 * page knows without any event. Each is sealed for its visitor and site, and gone after a month: whoever comes later
 * learns the same with their first event.
 */
const keptForSeconds = 30 * 24 * 60 * 60;

/** As short as KV allows: a place that has looked sees the next change after this at the latest. */
const cacheSeconds = 30;
/** A look that is still going on behind the page by then is given up. */
const deadlineMs = 1000;
/** No snapshot is nearly as long: what is, is none. */
const longestText = 100_000;

/** A visitor of a site. */
interface Whose {
  site: string;
  visitor: string;
}

/** @throws where KV or the secret fails. */
export async function writeSnapshot(
  env: Pick<Env, "BUNDLES" | "COOKIE_KEYS">,
  site: string,
  snapshot: Snapshot,
): Promise<void> {
  const whose = { site, visitor: snapshot.visitor };
  const text = await seal(await readKeys(env.COOKIE_KEYS), nameOf(whose), snapshot);
  await env.BUNDLES.put(nameOf(whose), text, { expirationTtl: keptForSeconds });
}

/** @throws where KV fails. */
export async function deleteSnapshot({ BUNDLES }: Pick<Env, "BUNDLES">, whose: Whose): Promise<void> {
  await BUNDLES.delete(nameOf(whose));
}

/** What was found and is newer than what its visitor carried: rarely anything, and gone once the visitor carries it. */
const found = new Map<string, Snapshot>();
const mostFound = 200;

/** A look into KV that goes on beside the page. */
export interface Look {
  /** What is known by now that is newer than what the visitor carries. A look that ends later counts for the next page. */
  soFar(): Snapshot | undefined;
}

/** How to look for what KV knows of a site's visitors. */
export interface Looking {
  bundles: KVNamespace;
  keys: SealingKeys;
  site: string;
  /** The request's `waitUntil`. */
  later: (work: Promise<unknown>) => void;
}

/**
 * Begins to look whether KV knows more of a visitor than they carry. Nobody waits for it.
 * @param isWorthIt whether there may be anything.
 */
export function lookForSnapshot(
  { bundles, keys, site, later }: Looking,
  carried: Snapshot,
  isWorthIt: Promise<boolean>,
): Look {
  const whose = { site, visitor: carried.visitor };
  const name = nameOf(whose);
  const looking = isWorthIt.then((is) => (is ? look(bundles, keys, whose, carried) : undefined));
  later(looking);
  return {
    soFar() {
      const known = found.get(name);
      if (known !== undefined && saysMore(known, carried)) return known;
      found.delete(name);
      return undefined;
    },
  };
}

/** What does not fit into the visitor's cookie is known to this isolate's next page, before KV has it. */
export function knowSnapshot(site: string, snapshot: Snapshot): void {
  keep(nameOf({ site, visitor: snapshot.visitor }), snapshot);
}

async function look(bundles: KVNamespace, keys: SealingKeys, whose: Whose, carried: Snapshot): Promise<void> {
  const name = nameOf(whose);
  try {
    const asked = bundles.get(name, { type: "text", cacheTtl: cacheSeconds });
    const text = await inTime(asked, deadlineMs, "KV");
    if (text === null) return;
    const snapshot = await opened(text, keys, whose);
    if (snapshot === undefined) console.error({ message: "A snapshot in KV is none of this visitor's." });
    else if (saysMore(snapshot, carried)) keep(name, snapshot);
  } catch (error) {
    console.error({ message: "KV did not say what it knows of a visitor.", error: String(error) });
  }
}

/** Something newer, or all of what did not fit into the visitor's cookie. */
function saysMore({ version }: Snapshot, carried: Snapshot): boolean {
  return version > carried.version || (carried.cut === true && version === carried.version);
}

async function opened(text: string, keys: SealingKeys, whose: Whose): Promise<Snapshot | undefined> {
  if (text.length > longestText) return undefined;
  const checked = check(Snapshot, await open(keys, nameOf(whose), text));
  return checked.ok && checked.value.visitor === whose.visitor ? checked.value : undefined;
}

function keep(name: string, snapshot: Snapshot): void {
  found.delete(name);
  found.set(name, snapshot);
  const [oldest] = found.keys();
  if (found.size > mostFound && oldest !== undefined) found.delete(oldest);
}

/** Where it lies, and what it is sealed for. */
function nameOf({ site, visitor }: Whose): string {
  return `snapshot:${site}:${visitor}`;
}
