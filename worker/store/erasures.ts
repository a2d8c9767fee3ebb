import { isVisitor } from "../../model/identity/node.ts";
import { toBase64Url } from "../recognise/seal.ts";
import { forgetInAudit } from "./audit.ts";

/** What is to be erased of one person. */
export interface ErasurePlan {
  /** The ids of all profiles that ever held something of theirs. */
  profiles: string[];
  /** All that they are known by. */
  nodes: string[];
}

/** The receipt of an erasure. */
export interface Erasure {
  id: string;
  site: string;
  requestedAtMs: number;
  /** A user's id. */
  requestedBy: string;
  /** `null` while it goes on. */
  doneAtMs: number | null;
  /** How much was, or is to be, erased. */
  erased: { profiles: number; identities: number; visitors: number };
}

/** An erasure with what is left of its plan: nothing once it is done. */
export interface KeptErasure {
  erasure: Erasure;
  plan: ErasurePlan | null;
}

/** Until this long after an erasure has begun, somebody may tell of what they knew before it. */
const stillToldMs = 60_000;

/**
 * Nobody sends anything of before an erasure after this: Cloudflare's queues keep messages for 14 days at most, and the
 * API takes events of the last 30.
 */
const stillSentMs = 31 * 24 * 60 * 60_000;

/** Writes down what is about to be erased, before it is, or is again: whatever is under way of it is dropped from now on. */
export async function keepErasure(
  db: D1Database,
  erasure: Omit<Erasure, "doneAtMs" | "erased">,
  plan: ErasurePlan,
  nowMs: number,
): Promise<void> {
  const { id, site } = erasure;
  const visitors = plan.nodes.filter(isVisitor).length;
  const erased = { profiles: plan.profiles.length, identities: plan.nodes.length - visitors, visitors };
  const digests = await Promise.all(plan.profiles.map((profile) => digestOf(site, profile)));
  await db.batch([
    db
      .prepare(
        `INSERT INTO erasures (id, receipt, plan) VALUES (?1, ?2, ?3)
         ON CONFLICT (id) DO UPDATE SET receipt = ?2, plan = ?3 WHERE done_at_ms IS NULL`,
      )
      .bind(id, JSON.stringify({ ...erasure, erased }), JSON.stringify(plan)),
    db
      .prepare(
        `INSERT INTO erased_profiles (digest, erasure, until_ms) SELECT value, ?2, ?3 FROM json_each(?1) WHERE true
         ON CONFLICT (digest) DO UPDATE SET erasure = ?2, until_ms = ?3`,
      )
      .bind(JSON.stringify(digests), id, nowMs + stillToldMs),
    db.prepare("DELETE FROM erased_profiles WHERE until_ms < ?").bind(nowMs - stillSentMs),
  ]);
}

export function findErasure(db: D1Database, id: string): Promise<KeptErasure | undefined> {
  return keptErasure(db.prepare("SELECT * FROM erasures WHERE id = ?").bind(id));
}

/** The latest erasure of a profile, for as long as something of it may be under way. */
export async function erasureOf(
  db: D1Database,
  site: string,
  profile: string,
): Promise<KeptErasure | undefined> {
  const sql = "SELECT * FROM erasures WHERE id = (SELECT erasure FROM erased_profiles WHERE digest = ?)";
  return keptErasure(db.prepare(sql).bind(await digestOf(site, profile)));
}

/** It is done: what it was about is not known any more, nor whom the audit told of. */
export async function endErasure(
  db: D1Database,
  { id, site }: Pick<Erasure, "id" | "site">,
  { profiles }: Pick<ErasurePlan, "profiles">,
  nowMs: number,
): Promise<void> {
  await db.batch([
    forgetInAudit(db, site, profiles),
    db.prepare("UPDATE erasures SET plan = NULL, done_at_ms = ? WHERE id = ?").bind(nowMs, id),
  ]);
}

/** Something that was told of a profile, and as of when. */
interface Told {
  site: string;
  id: string;
  seenAtMs: number;
}

/** Those of the rows that are not about somebody who was erased since. */
export async function withoutErased<T extends Told>(db: D1Database, rows: readonly T[]): Promise<T[]> {
  const digests = await Promise.all(rows.map(({ site, id }) => digestOf(site, id)));
  const { results } = await db
    .prepare("SELECT digest, until_ms FROM json_each(?) JOIN erased_profiles ON digest = value")
    .bind(JSON.stringify(digests))
    .all<{ digest: string; until_ms: number }>();
  const untilMs = new Map(results.map(({ digest, until_ms }) => [digest, until_ms]));
  return rows.filter(({ seenAtMs }, index) => seenAtMs > (untilMs.get(digests[index] ?? "") ?? -1));
}

/** Known to whoever has the id, and a riddle to all others: it is 128 random bits, or a keyed hash. */
async function digestOf(site: string, profile: string): Promise<string> {
  const text = new TextEncoder().encode(`${site}/${profile}`);
  return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", text)));
}

async function keptErasure(found: D1PreparedStatement): Promise<KeptErasure | undefined> {
  const row = await found.first<{ receipt: string; plan: string | null; done_at_ms: number | null }>();
  if (row === null) return undefined;
  const receipt = JSON.parse(row.receipt) as Omit<Erasure, "doneAtMs">;
  const plan = row.plan === null ? null : (JSON.parse(row.plan) as ErasurePlan);
  return { plan, erasure: { ...receipt, doneAtMs: row.done_at_ms } };
}
