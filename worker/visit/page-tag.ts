import { keyedDigest, type SealingKeys } from "../recognise/seal.ts";
import type { Splice } from "../rewrite/splice.ts";

/** What the bytes of a page that we made follow from. */
export interface Made {
  /** The page as the shop sent it. */
  page: Uint8Array;
  contentType: string;
  splices: readonly Splice[];
}

/**
 * The `ETag` of a page that we made: the same wherever the same was made of the same page. It is weak, as what the
 * platform packs anew for each browser has to be (RFC 9110 §8.8.1), and keyed, so that it tells nothing of what
 * somebody was shown to whoever sees it alone. Why of these: docs/decisions/0021-a-tag-of-our-own.md.
 */
export async function pageTag(keys: SealingKeys, site: string, made: Made): Promise<string> {
  const parts = [await digestOf(made.page), made.contentType, nameOf(made.splices)];
  return `W/"${mark}${await keyedDigest(keys, `${site} page`, parts.join("\n"))}"`;
}

/** What our own tags begin with: no shop is asked about them. */
export const mark = "ew-";

/** What the splices do to a page: those that do the same have the same name, and no others. */
function nameOf(splices: readonly Splice[]): string {
  return splices.map(textOf).join("\n");
}

function textOf({ from, to, order, owner, takes, move, html }: Splice): string {
  const whose = [takes?.from, takes?.to, move?.from, move?.to, move?.put.from, move?.put.order];
  return [from, to, order, owner, ...whose, html.length, html].join(" ");
}

/** Of pages that are shared, the same bytes are asked about again and again. */
const digests = new WeakMap<Uint8Array, string>();

async function digestOf(page: Uint8Array): Promise<string> {
  const known = digests.get(page);
  if (known !== undefined) return known;
  const digest = String(new Uint8Array(await crypto.subtle.digest("SHA-256", page)));
  digests.set(page, digest);
  return digest;
}
