import type { Endpoint } from "./endpoint.ts";

/** Whether an `Idempotency-Key` makes it safe to send it again: what changes something by POST, by somebody known. */
export function isRepeatable(key: string, { who, leaves }: Endpoint): boolean {
  return key.startsWith("POST ") && who !== "anybody" && leaves !== undefined;
}
