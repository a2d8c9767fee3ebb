import { AnswerError } from "../answer/error.ts";

/**
 * Refuses what the shop's own pages did not send: another method, or another site's page.
 * @param what is taken, with its verb, as in "Events are".
 */
export function onlyFromShop(request: Request, what: string): void {
  if (request.method !== "POST") throw new AnswerError("method_not_allowed", `${what} sent by POST.`);
  const origin = request.headers.get("origin");
  if (origin !== null && origin !== new URL(request.url).origin)
    throw new AnswerError("wrong_origin", `${what} taken from the shop's own pages only.`);
}
