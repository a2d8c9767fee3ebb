import type { SignedInUser } from "../../model/user.ts";
import { hashToken, newToken } from "./tokens.ts";

/** A session lasts two weeks from signing in. */
export const sessionSeconds = 14 * 24 * 60 * 60;

/**
 * Uses a sign-in link, once.
 * @returns a session's token, or `undefined` where the link is unknown, used or too old.
 */
export async function useSignInLink(
  db: D1Database,
  token: string,
  nowMs: number,
): Promise<string | undefined> {
  const user = await db
    .prepare(
      "UPDATE sign_in_links SET used_at_ms = ?2 WHERE token_hash = ?1 AND used_at_ms IS NULL AND expires_at_ms > ?2 RETURNING user",
    )
    .bind(await hashToken(token), nowMs)
    .first<string>("user");
  if (user === null) return undefined;
  const session = newToken();
  await db.batch([
    db.prepare("DELETE FROM sessions WHERE expires_at_ms <= ?").bind(nowMs),
    db
      .prepare("INSERT INTO sessions (token_hash, user, expires_at_ms) VALUES (?, ?, ?)")
      .bind(await hashToken(session), user, nowMs + sessionSeconds * 1000),
  ]);
  return session;
}

/** @returns who is signed in with this session's token. */
export async function userOfSession(
  db: D1Database,
  token: string,
  nowMs: number,
): Promise<SignedInUser | undefined> {
  const row = await db
    .prepare(
      "SELECT users.id, users.name, users.role FROM sessions JOIN users ON users.id = sessions.user WHERE token_hash = ? AND expires_at_ms > ?",
    )
    .bind(await hashToken(token), nowMs)
    .first<SignedInUser>();
  return row ?? undefined;
}

export async function endSession(db: D1Database, token: string): Promise<void> {
  await db
    .prepare("DELETE FROM sessions WHERE token_hash = ?")
    .bind(await hashToken(token))
    .run();
}
