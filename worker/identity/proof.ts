import type { Identity } from "../../model/identity/identity.ts";
import { isDigestBy } from "./hmac.ts";
import { identifySecrets } from "./identify-secret.ts";

/** `v1.`, the moment in ms at which it ends, a dot, and HMAC-SHA256 in base64url. */
const form = /^v1\.(\d{13})\.([A-Za-z0-9_-]{43})$/;

/** Whoever gets hold of a proof may be that person until it ends. */
const longestMs = 24 * 60 * 60_000;

/** What somebody claims to be, and for which site. */
export interface Claim {
  site: string;
  /** As their schema gives them. */
  identities: readonly Identity[];
}

/**
 * What is wrong with a proof, as a sentence; `undefined` where the shop's server made it, and it is still good.
 * @throws where the site's secrets cannot be read.
 */
export async function proofProblem(
  env: Pick<Env, "DB" | "IDENTITY_PEPPER">,
  proof: string,
  claim: Claim,
  nowMs: number,
): Promise<string | undefined> {
  const [, ends = "", signature = ""] = form.exec(proof) ?? [];
  const endsMs = Number(ends);
  if (ends === "")
    return "This is no proof: it is v1, when it ends in ms, and a signature, with dots between.";
  if (endsMs <= nowMs) return "This proof is over.";
  if (endsMs > nowMs + longestMs) return "A proof is good for 24 hours at most.";
  // To be linked with another visitor than the page's own would be to take that one over.
  if (claim.identities.some(({ type }) => type === "visitor"))
    return "A page does not say which visitor it has.";
  const secrets = await identifySecrets(env, claim.site, nowMs);
  if (secrets.length === 0) return "This site has no identify secret yet.";
  const text = signedText(claim, endsMs);
  const bytes = Uint8Array.fromBase64(signature, { alphabet: "base64url" });
  for (const secret of secrets) if (await isDigestBy(secret, text, bytes)) return undefined;
  return "The signature is not that of these identities, this site and its secret.";
}

/** What a shop's server signs. */
export function signedText({ site, identities }: Claim, endsMs: number): string {
  return `v1\n${site}\n${endsMs}\n${inOneForm(identities)}`;
}

/** The identities as JSON without blanks, sorted by type and then by value, each with its type first. */
function inOneForm(identities: readonly Identity[]): string {
  const sorted = identities
    .map(({ type, value }) => ({ type, value }))
    .sort((a, b) => compare(a.type, b.type) || compare(a.value, b.value));
  return JSON.stringify(sorted);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
