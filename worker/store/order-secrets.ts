import type { OrderPlatform } from "../../model/orders/order-platform.ts";

/** Secrets as they are stored: sealed. */
export interface StoredSecrets {
  secret: string;
  /** The one before; `null` where there was none. */
  previous: string | null;
  previousUntilMs: number;
}

/** Puts a secret in the place of the one before, which stays good for a while. @returns what is stored now. */
export async function saveOrderSecret(
  db: D1Database,
  of: { site: string; platform: OrderPlatform },
  secret: string,
  previousUntilMs: number,
  also: readonly D1PreparedStatement[] = [],
): Promise<StoredSecrets | undefined> {
  const save = db
    .prepare(
      `INSERT INTO order_secrets (site, platform, secret, previous, previous_until_ms) VALUES (?1, ?2, ?3, NULL, ?4)
       ON CONFLICT (site, platform) DO UPDATE SET previous = secret, secret = ?3, previous_until_ms = ?4
       RETURNING secret, previous, previous_until_ms AS previousUntilMs`,
    )
    .bind(of.site, of.platform, secret, previousUntilMs);
  const [saved] = await db.batch<StoredSecrets>([save, ...also]);
  return saved?.results[0];
}

export async function findOrderSecrets(
  db: D1Database,
  of: { site: string; platform: OrderPlatform },
): Promise<StoredSecrets | undefined> {
  const row = await db
    .prepare(
      "SELECT secret, previous, previous_until_ms AS previousUntilMs FROM order_secrets WHERE site = ? AND platform = ?",
    )
    .bind(of.site, of.platform)
    .first<StoredSecrets>();
  return row ?? undefined;
}
