import * as v from "valibot";
import { check } from "../../model/problem.ts";
import { open, seal, type SealingKeys } from "./seal.ts";

const lastsMs = 24 * 60 * 60_000;

const Token = v.object({ expiresAtMs: v.number() });

/** @returns a token with which pages of this site show what happens on them, for a day. */
export function sealDebugToken(site: string, keys: SealingKeys, nowMs: number): Promise<string> {
  const token: v.InferInput<typeof Token> = { expiresAtMs: nowMs + lastsMs };
  return seal(keys, purposeOf(site), token);
}

/** False for a token that is too old or was not made for this site. */
export async function isDebugToken(
  text: string,
  site: string,
  keys: SealingKeys,
  nowMs: number,
): Promise<boolean> {
  const checked = check(Token, await open(keys, purposeOf(site), text));
  return checked.ok && nowMs < checked.value.expiresAtMs;
}

function purposeOf(site: string): string {
  return `debug:${site}`;
}
