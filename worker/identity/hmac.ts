const utf8 = new TextEncoder();
const algorithm = { name: "HMAC", hash: "SHA-256" };

/** HMAC-SHA256 (RFC 2104). */
export async function digestBy(secret: string | Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign("HMAC", await keyOf(secret), utf8.encode(text)));
}

/** Whether a digest is that of the text; how long it takes tells nothing of where it differs. */
export async function isDigestBy(
  secret: string | Uint8Array<ArrayBuffer>,
  text: string,
  digest: Uint8Array,
): Promise<boolean> {
  return crypto.subtle.verify("HMAC", await keyOf(secret), digest, utf8.encode(text));
}

function keyOf(secret: string | Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const bytes = typeof secret === "string" ? utf8.encode(secret) : secret;
  return crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign", "verify"]);
}
