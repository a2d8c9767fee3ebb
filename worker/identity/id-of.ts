import { toBase64Url } from "../recognise/seal.ts";

/** 22 characters of base64url, the same for the same text: 128 bits of its SHA-256. */
export async function idOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return toBase64Url(new Uint8Array(digest, 0, 16));
}
