/**
 * Sealing: what the visitor carries is encrypted and authenticated (AES-256-GCM), so that it can neither be read nor
 * made up. A sealed text is `keyId.payload`, where the payload is base64url of a 12-byte nonce and the ciphertext.
 * Source: NIST SP 800-38D; https://developers.cloudflare.com/workers/runtime-apis/web-crypto/
 */
export interface SealingKeys {
  /** Seals. */
  current: SealingKey;
  /** Open, by id; the current one is among them. */
  byId: ReadonlyMap<string, SealingKey>;
}

interface SealingKey {
  id: string;
  key: CryptoKey;
  /** Made of the same secret, for digests. */
  digestKey: CryptoKey;
}

const nonceBytes = 12;

/** The keys of the last secret seen, since every request asks for them and importing takes longer than sealing. */
let lastRead: { secret: string; keys: SealingKeys } | undefined;

/**
 * Reads keys from a secret.
 * @param secret `id:base64` of 32 bytes; several divided by commas, the first one current.
 * @throws Error where the secret is malformed; the message does not repeat it.
 */
export async function readKeys(secret: string): Promise<SealingKeys> {
  if (lastRead?.secret === secret) return lastRead.keys;
  const keys = await Promise.all(secret.split(",").map((part) => readKey(part.trim())));
  const current = keys[0];
  if (current === undefined) throw new Error("COOKIE_KEYS is empty.");
  lastRead = { secret, keys: { current, byId: new Map(keys.map((key) => [key.id, key])) } };
  return lastRead.keys;
}

async function readKey(part: string): Promise<SealingKey> {
  const match = /^([a-z0-9]{1,16}):([A-Za-z0-9+/]{43}=)$/.exec(part);
  if (match === null) throw new Error("COOKIE_KEYS must be id:base64 of 32 bytes.");
  const [, id = "", encoded = ""] = match;
  const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  const [key, secret] = await Promise.all([
    crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]),
    crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]),
  ]);
  // One secret is never used for two things: RFC 5869 makes another of it.
  const derived = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8.encode("digest") };
  const hmac = { name: "HMAC", hash: "SHA-256", length: 256 };
  return { id, key, digestKey: await crypto.subtle.deriveKey(derived, secret, hmac, false, ["sign"]) };
}

const utf8 = new TextEncoder();

/** The same for the same text, and a riddle without the key: base64url of 160 bits. @param purpose binds it to one use. */
export async function keyedDigest(keys: SealingKeys, purpose: string, text: string): Promise<string> {
  const message = utf8.encode(`${purpose}\n${text}`);
  const digest = await crypto.subtle.sign("HMAC", keys.current.digestKey, message);
  return toBase64Url(new Uint8Array(digest, 0, 20));
}

/** Seals `value` as JSON. @param purpose binds the text to one use and site: it opens for no other. */
export async function seal(keys: SealingKeys, purpose: string, value: unknown): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
  const algorithm = { name: "AES-GCM", iv: nonce, additionalData: new TextEncoder().encode(purpose) };
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, keys.current.key, plain));
  const payload = new Uint8Array(nonceBytes + sealed.length);
  payload.set(nonce);
  payload.set(sealed, nonceBytes);
  return `${keys.current.id}.${toBase64Url(payload)}`;
}

/** @returns what was sealed, or `undefined` for anything that was not sealed with one of the keys for this purpose. */
export async function open(keys: SealingKeys, purpose: string, text: string): Promise<unknown> {
  const dot = text.indexOf(".");
  const key = keys.byId.get(text.slice(0, dot))?.key;
  if (key === undefined) return undefined;
  try {
    const payload = Uint8Array.fromBase64(text.slice(dot + 1), { alphabet: "base64url" });
    const algorithm = {
      name: "AES-GCM",
      iv: payload.subarray(0, nonceBytes),
      additionalData: new TextEncoder().encode(purpose),
    };
    const plain = await crypto.subtle.decrypt(algorithm, key, payload.subarray(nonceBytes));
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return undefined;
  }
}

export function toBase64Url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}
