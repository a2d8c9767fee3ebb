import * as v from "valibot";
import { ForcedVariants } from "../../model/forced-variants.ts";
import { Identifier } from "../../model/identifier.ts";
import { PreviewVisitor } from "../../model/preview-visitor.ts";
import { check } from "../../model/problem.ts";
import { VisitorId } from "../../model/snapshot.ts";
import { open, seal, type SealingKeys } from "./seal.ts";

const lastsMs = 24 * 60 * 60_000;
/** A frame of the dashboard asks for a new one each time that it is opened. */
const frameLastsMs = 60 * 60_000;

/** The dashboard that shows a page in a frame, and for whom. */
const Frame = v.object({
  /** Its origin, as in https://ew.shop.example. */
  dashboard: v.string(),
  user: v.string(),
  /** Whether the page is there to be edited: as the shop made it, with the stamps of its elements. */
  isEdited: v.boolean(),
});

const Token = v.object({
  forced: ForcedVariants,
  /** Rules of the drafts that are shown as if they were on; `null` shows what is live. */
  drafts: v.optional(v.nullable(v.array(Identifier)), null),
  /** As whom, and what chance goes by for them; `null` is whoever holds the token. */
  as: v.optional(v.nullable(v.object({ ...PreviewVisitor.entries, visitor: VisitorId })), null),
  frame: v.optional(v.nullable(Frame), null),
  expiresAtMs: v.number(),
});

/** What the holder of a token is shown, whatever speaks against it. */
export type Preview = Omit<v.InferOutput<typeof Token>, "expiresAtMs">;

/** Whether a token opens pages in a frame of the dashboard alone, or all that a browser shows. */
export type Opening = "frame" | "browser";

/** @returns a token that opens a preview of this site, for a day or in a frame for an hour, and cannot be made up or altered. */
export function sealPreview(
  preview: Pick<Preview, "forced"> & Partial<Preview>,
  site: string,
  keys: SealingKeys,
  nowMs: number,
) {
  const isFrame = (preview.frame ?? null) !== null;
  const expiresAtMs = nowMs + (isFrame ? frameLastsMs : lastsMs);
  const token: v.InferInput<typeof Token> = { ...preview, expiresAtMs };
  return seal(keys, purposeOf(site, isFrame ? "frame" : "browser"), withoutNulls(token));
}

/** Whoever reads the token knows that what is not there is `null`, and a camera reads the shorter one more easily. */
function withoutNulls(value: object): object {
  return JSON.parse(
    JSON.stringify(value, (_name, part: unknown) => (part === null ? undefined : part)),
  ) as object;
}

/** @returns the preview, or `undefined` for a token that is too old or was not made for this site, or not to be opened so. */
export async function openPreview(
  text: string,
  site: string,
  keys: SealingKeys,
  nowMs: number,
  opening: Opening = "browser",
): Promise<Preview | undefined> {
  const checked = check(Token, await open(keys, purposeOf(site, opening), text));
  if (!checked.ok || nowMs >= checked.value.expiresAtMs) return undefined;
  const { expiresAtMs: _expiresAtMs, ...preview } = checked.value;
  return preview;
}

function purposeOf(site: string, opening: Opening): string {
  return opening === "frame" ? `frame:${site}` : `preview:${site}`;
}
