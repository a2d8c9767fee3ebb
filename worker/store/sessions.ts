import type { SignInWay } from "../../model/sign-in-way.ts";
import type { SignedInUser } from "../../model/user.ts";
import { hashToken, newId, newToken } from "./tokens.ts";

/** A session lasts two weeks from signing in. */
export const sessionSeconds = 14 * 24 * 60 * 60;
/** Of one person; with more, those that were seen longest ago end. */
const mostSessions = 100;
/** So that looking around costs no write for each request. */
const seenAgainAfterMs = 5 * 60_000;

/** Whoever asks, as a list of sessions will say it. */
export interface Seen {
  /** Such as "Firefox on Windows"; `null` where it is not known. */
  device: string | null;
  /** Such as "Utrecht, NL". */
  place: string | null;
}

export interface NewSession extends Seen {
  user: string;
  way: SignInWay;
  /** When they proved who they are. */
  provedAtMs: number;
  /** The token of the session that this browser had: it ends. */
  instead: string | undefined;
}

/** A session as its holder may look at it. */
export interface StoredSession extends Seen {
  id: string;
  way: SignInWay;
  begunAtMs: number;
  seenAtMs: number;
}

/** Who is signed in, and by which session. */
export interface OpenSession {
  user: SignedInUser;
  id: string;
  provedAtMs: number;
  /** Whether it is time to write down that it was seen. */
  isUnwritten: boolean;
}

/** Signs somebody in. @returns the new session's token; what is stored of it opens nothing. */
export async function beginSession(db: D1Database, session: NewSession, nowMs: number): Promise<string> {
  const token = newToken();
  const { user, way, device, place, provedAtMs, instead } = session;
  const ended = instead === undefined ? "" : await hashToken(instead);
  await db.batch([
    db.prepare("DELETE FROM sessions WHERE token_hash = ? OR expires_at_ms <= ?").bind(ended, nowMs),
    db
      .prepare(
        `INSERT INTO sessions (token_hash, id, user, way, device, place, begun_at_ms, proved_at_ms, seen_at_ms, expires_at_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?7, ?9)`,
      )
      .bind(
        await hashToken(token),
        newId(),
        user,
        way,
        device,
        place,
        nowMs,
        provedAtMs,
        nowMs + sessionSeconds * 1000,
      ),
    db
      .prepare(
        `DELETE FROM sessions WHERE user = ?1 AND token_hash NOT IN
         (SELECT token_hash FROM sessions WHERE user = ?1 ORDER BY seen_at_ms DESC, begun_at_ms DESC LIMIT ?2)`,
      )
      .bind(user, mostSessions),
  ]);
  return token;
}

/** @returns who is signed in with this session's token. */
export async function openSession(
  db: D1Database,
  token: string,
  nowMs: number,
): Promise<OpenSession | undefined> {
  const row = await db
    .prepare(
      `SELECT users.id, users.name, users.role, sessions.id AS session, proved_at_ms AS provedAtMs, seen_at_ms AS seenAtMs
       FROM sessions JOIN users ON users.id = sessions.user WHERE token_hash = ? AND expires_at_ms > ?`,
    )
    .bind(await hashToken(token), nowMs)
    .first<SignedInUser & { session: string; provedAtMs: number; seenAtMs: number }>();
  if (row === null) return undefined;
  const { session, provedAtMs, seenAtMs, ...user } = row;
  return { user, id: session, provedAtMs, isUnwritten: nowMs - seenAtMs >= seenAgainAfterMs };
}

export async function sessionWasSeen(db: D1Database, id: string, nowMs: number): Promise<void> {
  await db.prepare("UPDATE sessions SET seen_at_ms = MAX(seen_at_ms, ?) WHERE id = ?").bind(nowMs, id).run();
}

/** Where somebody is signed in, the session that was seen last first. */
export async function listSessions(db: D1Database, user: string, nowMs: number): Promise<StoredSession[]> {
  const { results } = await db
    .prepare(
      `SELECT id, way, device, place, begun_at_ms AS begunAtMs, seen_at_ms AS seenAtMs
       FROM sessions WHERE user = ? AND expires_at_ms > ? ORDER BY seen_at_ms DESC, begun_at_ms DESC`,
    )
    .bind(user, nowMs)
    .all<StoredSession>();
  return results;
}

/** Ends the session that has this token. */
export async function endSession(db: D1Database, token: string): Promise<void> {
  await db
    .prepare("DELETE FROM sessions WHERE token_hash = ?")
    .bind(await hashToken(token))
    .run();
}

/**
 * Ends one of somebody's sessions.
 * @param also what is written in the same batch.
 * @returns false where they have no such session.
 */
export async function endSessionOf(
  db: D1Database,
  user: string,
  id: string,
  also: readonly D1PreparedStatement[] = [],
): Promise<boolean> {
  const [ended] = await db.batch([
    db.prepare("DELETE FROM sessions WHERE user = ? AND id = ?").bind(user, id),
    ...also,
  ]);
  return ended?.meta.changes === 1;
}

/**
 * Ends all of somebody's sessions but one.
 * @param also what is written in the same batch.
 * @returns how many.
 */
export async function endOtherSessions(
  db: D1Database,
  user: string,
  kept: string,
  also: readonly D1PreparedStatement[] = [],
): Promise<number> {
  const [ended] = await db.batch([
    db.prepare("DELETE FROM sessions WHERE user = ? AND id <> ?").bind(user, kept),
    ...also,
  ]);
  return ended?.meta.changes ?? 0;
}
