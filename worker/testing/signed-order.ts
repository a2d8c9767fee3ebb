import type { OrderPlatform } from "../../model/orders/order-platform.ts";
import { digestBy } from "../identity/hmac.ts";

/** What a shop's server signs a webhook with. */
export async function signed(
  platform: OrderPlatform,
  secret: string,
  body: string,
  nowMs: number,
): Promise<Headers> {
  if (platform === "shopify")
    return new Headers({ "x-shopify-hmac-sha256": (await digestBy(secret, body)).toBase64() });
  if (platform === "woocommerce")
    return new Headers({ "x-wc-webhook-signature": (await digestBy(secret, body)).toBase64() });
  const [id, timestamp] = [`msg_${crypto.randomUUID()}`, String(Math.floor(nowMs / 1000))];
  const key = Uint8Array.fromBase64(secret.replace("whsec_", ""));
  const digest = (await digestBy(key, `${id}.${timestamp}.${body}`)).toBase64();
  return new Headers({
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${digest}`,
  });
}
