import type { Identity } from "../../model/identity/identity.ts";
import type { Holder } from "../coupon/asked.ts";
import { nodeOf } from "../identity/node-of.ts";
import { inTime } from "../wait/in-time.ts";
import { canBe } from "./named-by.ts";
import { whose } from "./whose.ts";

const deadlineMs = 8000;

/**
 * Whoever these identities name, as coupons know people: the profile of the first of them, and all of them as marks.
 * @returns `null` where they name nobody.
 * @throws where whoever would know does not answer.
 */
export async function holderOf(
  env: Pick<Env, "PROFILES" | "IDENTITIES" | "IDENTITY_PEPPER">,
  site: string,
  identities: readonly Identity[],
  nowMs: number,
): Promise<Holder | null> {
  const named = identities.filter(canBe);
  const [first] = named;
  if (first === undefined) return null;
  const profile = await inTime(whose(env, site, first, nowMs), deadlineMs, "Whoever knows whose this is");
  return { profile, marks: await Promise.all(named.map((identity) => nodeOf(env, site, identity))) };
}
