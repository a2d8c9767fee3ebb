import { AnswerError } from "../answer/error.ts";
import { keyedDigest, readKeys } from "../recognise/seal.ts";
import { countTry, type Failing, forgiveTry } from "../store/sign-in-failures.ts";

/** In a quarter of an hour. An office may share an address; an account is guessed at from many. */
const most = { address: 30, account: 10 } as const;

/**
 * Makes a try to sign in, unless too many failed in the last quarter of an hour from this address or for this account.
 * @param tried.account what was typed, whether there is such an account or not; `undefined` where nothing was typed.
 * @param sign gives `undefined` where the try failed.
 * @throws AnswerError `too_many_requests`, the same for an account that there is and one that there is not.
 */
export async function limitTries<T>(
  env: Pick<Env, "DB" | "COOKIE_KEYS">,
  tried: { request: Request; account: string | undefined },
  sign: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const failing = await failingOf(env.COOKIE_KEYS, tried);
  const waitMs = await countTry(env.DB, failing, Date.now());
  if (waitMs > 0)
    throw new AnswerError(
      "too_many_requests",
      "Signing in failed too often. Please wait a quarter of an hour.",
      undefined,
      Math.ceil(waitMs / 1000),
    );
  const signed = await sign();
  if (signed !== undefined) await forgiveTry(env.DB, failing);
  return signed;
}

async function failingOf(
  secret: string,
  { request, account }: { request: Request; account: string | undefined },
): Promise<Failing[]> {
  const keys = await readKeys(secret);
  const failingAs = async (kind: keyof typeof most, name: string): Promise<Failing> => ({
    who: await keyedDigest(keys, `sign-in from ${kind}`, name),
    most: most[kind],
  });
  const address = await failingAs("address", networkOf(request.headers.get("cf-connecting-ip") ?? ""));
  return account === undefined ? [address] : [address, await failingAs("account", account)];
}

/** Who has one IPv6 address has 2^64 of them: what counts is the network. RFC 6177. */
export function networkOf(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => "0"), ...after];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
