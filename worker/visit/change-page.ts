import type { WholePage } from "../coupon/apply-by-form.ts";
import { findRegionsAgain } from "../rewrite/known-pages.ts";
import { canStream } from "../rewrite/need-of.ts";
import { rewriteStream } from "../rewrite/rewrite-stream.ts";
import { changesNothing, type Rewrite, rewritePage, selectorsOf, splicesOf } from "../rewrite/rewrite.ts";
import { spliced } from "../rewrite/spliced.ts";
import { type Patience, readWhole } from "../share/whole.ts";
import type { Made } from "./page-tag.ts";

/** A page that is still on its way from the shop. */
export interface ComingPage {
  response: Response;
  stream: ReadableStream<Uint8Array>;
  /** Told the shop's own bytes, once all of them have gone out. */
  onWhole: (bytes: Uint8Array) => void;
}

/** Pages above this are passed on as they are. */
export const mostPageBytes = 8 * 1024 * 1024;

/** A page, what it was made of (nothing where it is the shop's own, byte for byte), and how. */
export interface ChangedPage {
  body: Uint8Array | ReadableStream<Uint8Array>;
  made: Made | "coming" | undefined;
  how: "splice" | "stream" | "whole" | "none";
}

/**
 * The page with its changes, or as the shop sent it where they cannot be made.
 * @param path for the log.
 */
export function changePage(page: WholePage | ComingPage, rewrite: Rewrite, path: string): ChangedPage {
  const body = "stream" in page ? page.stream : page.bytes;
  const asItIs: ChangedPage = { body, made: undefined, how: "none" };
  if (changesNothing(rewrite)) return asItIs;
  const onFailure = (error: unknown) =>
    console.error({ message: "A page was passed on as it is.", path, error: String(error) });
  try {
    const contentType = page.response.headers.get("content-type") ?? "text/html";
    if ("stream" in page) {
      const how = canStream(rewrite.edits) ? "stream" : "whole";
      return { body: streamed(page, contentType, rewrite, onFailure), made: "coming", how };
    }
    const marked = page.marked ?? findRegionsAgain(page.bytes, contentType, selectorsOf(rewrite.edits));
    const splices = splicesOf(marked, rewrite);
    if (splices.length === 0) return asItIs;
    const bytes = spliced(page.bytes, splices);
    const how = page.marked === undefined ? "whole" : "splice";
    return { body: bytes, made: { page: page.bytes, contentType, splices }, how };
  } catch (error) {
    onFailure(error);
    return asItIs;
  }
}

/** A page that is still coming: as it comes where that can be, else once it is there. */
function streamed(
  { stream, onWhole }: ComingPage,
  contentType: string,
  rewrite: Rewrite,
  onFailure: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  if (canStream(rewrite.edits)) return rewriteStream(stream, contentType, rewrite, { onFailure, onWhole });
  const pieces = waitedFor(stream, contentType, rewrite, onFailure);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
}

/** A page that cannot be changed as it comes goes out unchanged where it does not come at all. */
const wholePatience: Patience = { wholeMs: 10_000, pieceMs: 5000 };

async function* waitedFor(
  stream: ReadableStream<Uint8Array>,
  contentType: string,
  rewrite: Rewrite,
  onFailure: (error: unknown) => void,
): AsyncGenerator<Uint8Array, void> {
  const page = await readWhole(stream, mostPageBytes, wholePatience);
  if (!page.whole) {
    for await (const piece of page.stream) yield piece;
    return;
  }
  try {
    yield rewritePage(page.bytes, contentType, rewrite);
  } catch (error) {
    onFailure(error);
    yield page.bytes;
  }
}
