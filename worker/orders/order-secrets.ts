import type { OrderPlatform } from "../../model/orders/order-platform.ts";
import { pepperedDigest } from "../identity/node-of.ts";
import { open, readKeys, seal, type SealingKeys } from "../recognise/seal.ts";
import { findOrderSecrets, saveOrderSecret } from "../store/order-secrets.ts";
import { inTime } from "../wait/in-time.ts";

const deadlineMs = 3000;
/** While a shop puts a new secret in the place of the old one. */
const overlapMs = 24 * 60 * 60_000;
const secretBytes = 32;

interface Of {
  site: string;
  platform: OrderPlatform;
}
type Secrets = Pick<Env, "DB" | "IDENTITY_PEPPER">;

/**
 * Gives a site another secret for the webhooks of a platform.
 * @param given by the platform; without it, one is made, in the form of Standard Webhooks.
 * @returns the secret, and until when the one before is good too: `null` where there was none.
 */
export async function changeOrderSecret(
  env: Secrets,
  of: Of,
  given: string | undefined,
  nowMs: number,
  also: readonly D1PreparedStatement[] = [],
): Promise<{ secret: string; previousUntilMs: number | null }> {
  const secret = given ?? newSecret();
  const previousUntilMs = nowMs + overlapMs;
  const sealed = await seal(await keysOf(env), purposeOf(of), secret);
  const stored = await saveOrderSecret(env.DB, of, sealed, previousUntilMs, also);
  return {
    secret,
    previousUntilMs: stored === undefined || stored.previous === null ? null : previousUntilMs,
  };
}

/** The secrets that are good now, the newest first; none where the site has none. @throws where D1 fails. */
export async function orderSecrets(env: Secrets, of: Of, nowMs: number): Promise<string[]> {
  const stored = await inTime(findOrderSecrets(env.DB, of), deadlineMs, "D1");
  if (stored === undefined) return [];
  const { secret, previous, previousUntilMs } = stored;
  const keys = await keysOf(env);
  const good = previous !== null && nowMs < previousUntilMs ? [secret, previous] : [secret];
  const opened = await Promise.all(good.map((sealed) => open(keys, purposeOf(of), sealed)));
  return opened.filter((one) => typeof one === "string");
}

function newSecret(): string {
  return `whsec_${crypto.getRandomValues(new Uint8Array(secretBytes)).toBase64()}`;
}

/** By the pepper, which stays: keys of cookies are thrown away in time. */
async function keysOf({ IDENTITY_PEPPER }: Secrets): Promise<SealingKeys> {
  return readKeys(`pepper:${(await pepperedDigest(IDENTITY_PEPPER, "order secrets")).toBase64()}`);
}

function purposeOf({ site, platform }: Of): string {
  return `order secret ${site} ${platform}`;
}
