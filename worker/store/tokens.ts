import { toBase64Url } from "../recognise/seal.ts";

/** A token that opens something: 256 random bits, base64url. */
export function newToken(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
}

/** A new id of something that there are not very many of: 72 random bits, base64url. It opens nothing. */
export function newId(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(9)));
}

/** What is stored of a token. So many random bits need no salt and no slow hash. */
export async function hashToken(token: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token))));
}
