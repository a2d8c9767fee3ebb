import { AnswerError } from "../answer/error.ts";
import { isPage } from "../share/is-page.ts";
import { readWhole } from "../share/whole.ts";
import { mostPageBytes } from "./change-page.ts";
import { askOrigin, originRequest } from "./origin.ts";

/**
 * The shop's own page, read whole.
 * @param url its address on the shop's host. @param origin where the shop's server answers, as its route says.
 * @throws AnswerError where there is no page, or not in time.
 */
export async function readShopPage(
  headers: readonly [string, string][],
  url: URL,
  origin: string | null,
): Promise<{ bytes: Uint8Array; contentType: string }> {
  const asked = new Request(url, { headers: [...headers, ["accept", "text/html"]] });
  const response = await askOrigin(originRequest(asked, url, origin, true), url);
  if (!isPage(response)) throw new AnswerError("not_found", "The shop shows no page there.");
  const whole = await readWhole(response.body, mostPageBytes, { wholeMs: 10_000, pieceMs: 5000 });
  if (!whole.whole) throw new AnswerError("temporarily_unavailable", "The shop's page did not come in time.");
  return { bytes: whole.bytes, contentType: response.headers.get("content-type") ?? "text/html" };
}
