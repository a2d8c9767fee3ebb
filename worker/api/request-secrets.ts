import { toBase64Url } from "../recognise/seal.ts";

const utf8 = new TextEncoder();
const nonceBytes = 12;

/** What is made of an Idempotency-Key: without the key, neither the request nor its answer can be read. */
export interface RequestSecrets {
  /** Says of which key a row is. */
  id: string;
  /** The same for the same request. */
  digest(request: string): Promise<string>;
  encrypt(text: string): Promise<string>;
  /** @throws where it was not encrypted by these. */
  decrypt(text: string): Promise<string>;
}

/** Derives each of them apart (HKDF, RFC 5869). @param caller two callers may have the same key, and know nothing of each other. */
export async function requestSecrets(caller: string, key: string): Promise<RequestSecrets> {
  const secret = await crypto.subtle.importKey("raw", utf8.encode(key), "HKDF", false, [
    "deriveBits",
    "deriveKey",
  ]);
  const derived = (info: string) => ({
    name: "HKDF",
    hash: "SHA-256",
    salt: utf8.encode(caller),
    info: utf8.encode(info),
  });
  const [id, digesting, encrypting] = await Promise.all([
    crypto.subtle.deriveBits(derived("id"), secret, 256),
    crypto.subtle.deriveKey(
      derived("request"),
      secret,
      { name: "HMAC", hash: "SHA-256", length: 256 },
      false,
      ["sign"],
    ),
    crypto.subtle.deriveKey(derived("answer"), secret, { name: "AES-GCM", length: 256 }, false, [
      "encrypt",
      "decrypt",
    ]),
  ]);
  return {
    id: toBase64Url(new Uint8Array(id)),
    digest: async (request) =>
      toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", digesting, utf8.encode(request)))),
    async encrypt(text) {
      const iv = crypto.getRandomValues(new Uint8Array(nonceBytes));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, encrypting, utf8.encode(text));
      return toBase64Url(new Uint8Array([...iv, ...new Uint8Array(sealed)]));
    },
    async decrypt(text) {
      const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url" });
      const iv = bytes.subarray(0, nonceBytes);
      const opened = await crypto.subtle.decrypt(
        { name: "AES-GCM", iv },
        encrypting,
        bytes.subarray(nonceBytes),
      );
      return new TextDecoder().decode(opened);
    },
  };
}
