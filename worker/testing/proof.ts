import { toBase64Url } from "../recognise/seal.ts";
import { digestBy } from "../identity/hmac.ts";
import { type Claim, signedText } from "../identity/proof.ts";

/** A proof as a shop's server makes it. */
export async function proofOf(claim: Claim, endsMs: number, secret: string): Promise<string> {
  return `v1.${endsMs}.${toBase64Url(await digestBy(secret, signedText(claim, endsMs)))}`;
}
