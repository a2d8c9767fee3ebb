import { holdsAnswer, notModified } from "./not-modified.ts";
import { askOrigin, originRequest } from "./origin.ts";
import { isHtml } from "../share/is-page.ts";

/**
 * The shop's answer to a request for what may be a page. A page is asked for whole and without conditions, because a
 * part of it, or "not modified", would be of the shop's bytes and not of those that the visitor gets. What turns out to
 * be something else is answered as the shop would have answered: in part, or as not modified.
 * @param whole the request for it as a page.
 */
export async function askForPage(
  request: Request,
  whole: Request,
  origin: string | null,
  url: URL,
): Promise<Response> {
  if (request.headers.has("range")) {
    const part = await askOrigin(originRequest(request, url, origin, false), url);
    if (!isHtml(part)) return part;
    await part.body?.cancel();
  }
  const response = await askOrigin(whole, url);
  if (response.status !== 200 || isHtml(response) || !holdsAnswer(request.headers, response.headers))
    return response;
  await response.body?.cancel();
  return notModified(response.headers);
}
