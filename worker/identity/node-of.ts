import type { Identity } from "../../model/identity/identity.ts";
import { visitorNode } from "../../model/identity/node.ts";
import { toBase64Url } from "../recognise/seal.ts";
import { digestBy } from "./hmac.ts";

/** 128 bits: 22 characters of base64url, as long as a visitor's id. */
const hashBytes = 16;
const fewestCharacters = 32;

/**
 * The node of an identity. What names a person leaves no trace but a hash, which nobody can guess without the secret.
 * @param identity as its schema gives it.
 * @throws where the secret is missing.
 */
export async function nodeOf(
  { IDENTITY_PEPPER }: Pick<Env, "IDENTITY_PEPPER">,
  site: string,
  { type, value }: Identity,
): Promise<string> {
  if (type === "visitor") return visitorNode(value);
  const digest = await pepperedDigest(IDENTITY_PEPPER, `${site}\n${type}\n${value}`);
  return `${type}:${toBase64Url(digest.subarray(0, hashBytes))}`;
}

/** HMAC-SHA256 by the pepper. @throws where that is too short to be a secret. */
export async function pepperedDigest(pepper: string | undefined, text: string): Promise<Uint8Array> {
  if (pepper === undefined || pepper.length < fewestCharacters)
    throw new Error(`IDENTITY_PEPPER must have at least ${fewestCharacters} characters.`);
  return digestBy(pepper, text);
}
