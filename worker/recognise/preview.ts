import * as v from "valibot";
import { ForcedVariants } from "../../model/forced-variants.ts";
import { check } from "../../model/problem.ts";
import { open, seal, type SealingKeys } from "./seal.ts";

const lastsMs = 24 * 60 * 60_000;

const Token = v.object({ forced: ForcedVariants, expiresAtMs: v.number() });

/** What the holder of a token is shown, whatever speaks against it. */
export type Preview = Pick<v.InferOutput<typeof Token>, "forced">;

/** @returns a token that opens a preview of this site for a day, and cannot be made up or altered. */
export function sealPreview({ forced }: Preview, site: string, keys: SealingKeys, nowMs: number) {
  const token: v.InferInput<typeof Token> = { forced, expiresAtMs: nowMs + lastsMs };
  return seal(keys, purposeOf(site), token);
}

/** @returns the preview, or `undefined` for a token that is too old or was not made for this site. */
export async function openPreview(
  text: string,
  site: string,
  keys: SealingKeys,
  nowMs: number,
): Promise<Preview | undefined> {
  const checked = check(Token, await open(keys, purposeOf(site), text));
  return checked.ok && nowMs < checked.value.expiresAtMs ? { forced: checked.value.forced } : undefined;
}

function purposeOf(site: string): string {
  return `preview:${site}`;
}
