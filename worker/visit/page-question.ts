import * as v from "valibot";
import { webAddress } from "./page-of-events.ts";
import { CarriedToken } from "./other-host.ts";

/** What a page asks: what its visitor gets on it, as it is now. */
export const PageQuestion = v.object({
  page_location: v.pipe(
    v.string("The page's address is text."),
    v.maxLength(2000),
    v.check((address) => webAddress(address) !== undefined, "The page's address is that of a web page."),
  ),
  /** The page that they came from. */
  page_referrer: v.optional(v.pipe(v.string(), v.maxLength(2000)), ""),
  visitor: CarriedToken,
  /** What the last page was answered in the place of the cookie that says which rules led the visitor to this one. */
  led: CarriedToken,
  /** How many ms ago it was first decided for this page, if it was: nothing of it counts again, nor against itself. */
  again: v.optional(v.pipe(v.number(), v.minValue(0))),
  /** Whether it wants to know why, which only who may debug the site is told. */
  debug: v.optional(v.boolean(), false),
});
export type PageQuestion = v.InferOutput<typeof PageQuestion>;

/**
 * The request for the page that asks, as its browser would have sent it to us.
 * @param isOtherHost then no cookie is read, and what the visitor carries there takes its place.
 */
export function pageAsking(request: Request, question: PageQuestion, isOtherHost: boolean): Request {
  const headers = new Headers(request.headers);
  // These are of the question. A page is not asked for by a script.
  for (const name of ["content-type", "content-length", "origin", "referer", "sec-fetch-dest"])
    headers.delete(name);
  if (isOtherHost) headers.delete("cookie");
  const carried = [question.visitor, question.led].filter((token) => token !== "");
  if (isOtherHost && carried.length > 0) headers.set("cookie", carried.join("; "));
  const referrer = webAddress(question.page_referrer);
  if (referrer !== undefined) headers.set("referer", referrer);
  const { cf } = request;
  return new Request(webAddress(question.page_location) ?? request.url, {
    headers,
    ...(cf === undefined ? {} : { cf }),
  });
}
