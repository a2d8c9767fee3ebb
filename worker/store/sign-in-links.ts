import { hashToken, newToken } from "./tokens.ts";

/** A link that an owner makes for somebody who cannot sign in otherwise. */
const linkLastsMs = 24 * 60 * 60_000;

export interface MadeLink {
  /** Told this once. */
  token: string;
  expiresAtMs: number;
}

/**
 * Makes a sign-in link for somebody.
 * @param also what is written in the same batch.
 * @returns `undefined` where there is no such person.
 */
export async function makeSignInLink(
  db: D1Database,
  user: string,
  nowMs: number,
  also: readonly D1PreparedStatement[] = [],
): Promise<MadeLink | undefined> {
  const token = newToken();
  const expiresAtMs = nowMs + linkLastsMs;
  const [, made] = await db.batch([
    db.prepare("DELETE FROM sign_in_links WHERE expires_at_ms <= ?").bind(nowMs),
    db
      .prepare(
        "INSERT INTO sign_in_links (token_hash, user, expires_at_ms) SELECT ?, id, ? FROM users WHERE id = ? RETURNING user",
      )
      .bind(await hashToken(token), expiresAtMs, user),
    ...also,
  ]);
  return made?.results.length === 1 ? { token, expiresAtMs } : undefined;
}

/** Uses a sign-in link, once. @returns whose it is; `undefined` where the link is unknown, used or too old. */
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
  return user ?? undefined;
}
