import type { OrderPlatform } from "../../model/orders/order-platform.ts";
import { isDigestBy } from "../identity/hmac.ts";

/** Standard Webhooks: so old may a message be, or so far ahead the sender's clock. */
const toleranceMs = 5 * 60_000;
const secretPrefix = "whsec_";

/** A webhook as it came. */
export interface Webhook {
  headers: Headers;
  /** Its body, letter by letter. */
  body: string;
}

/**
 * Whether a shop's server signed this with one of these secrets. How long it takes tells nothing of where it differs.
 * Sources: https://shopify.dev/docs/apps/build/webhooks/subscribe/https (X-Shopify-Hmac-SHA256),
 * https://developer.woocommerce.com/docs/apis/rest-api/v3/webhooks/ (X-WC-Webhook-Signature),
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export async function isSigned(
  platform: OrderPlatform,
  webhook: Webhook,
  secrets: readonly string[],
  nowMs: number,
): Promise<boolean> {
  for (const secret of secrets) if (await isSignedBy(platform, webhook, secret, nowMs)) return true;
  return false;
}

function isSignedBy(
  platform: OrderPlatform,
  { headers, body }: Webhook,
  secret: string,
  nowMs: number,
): Promise<boolean> {
  switch (platform) {
    case "shopify":
      return isDigest(secret, body, headers.get("x-shopify-hmac-sha256"));
    case "woocommerce":
      return isDigest(secret, body, headers.get("x-wc-webhook-signature"));
    case "medusa":
    case "generic":
      return isStandard({ headers, body }, secret, nowMs);
  }
}

async function isStandard({ headers, body }: Webhook, secret: string, nowMs: number): Promise<boolean> {
  const id = headers.get("webhook-id") ?? "";
  const timestamp = headers.get("webhook-timestamp") ?? "";
  if (id === "" || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(Number(timestamp) * 1000 - nowMs) > toleranceMs) return false;
  const key = bytesOf(secret.replace(secretPrefix, ""));
  if (key === undefined) return false;
  // A sender that is changing its secret signs with both. More than a few are no signatures.
  const signatures = (headers.get("webhook-signature") ?? "").split(" ").slice(0, 10);
  for (const signature of signatures) {
    const [version, digest = ""] = signature.split(",");
    if (version === "v1" && (await isDigest(key, `${id}.${timestamp}.${body}`, digest))) return true;
  }
  return false;
}

async function isDigest(
  secret: string | Uint8Array<ArrayBuffer>,
  text: string,
  base64: string | null,
): Promise<boolean> {
  const digest = base64 === null ? undefined : bytesOf(base64);
  return digest !== undefined && isDigestBy(secret, text, digest);
}

/** @returns `undefined` where it is no base64. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.fromBase64(base64);
  } catch {
    return undefined;
  }
}
