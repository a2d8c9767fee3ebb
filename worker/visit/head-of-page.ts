import type { Deciding } from "../decide/compile-rules.ts";
import { isHeadOfPage } from "../share/is-page.ts";
import { forgetOriginalBytes, keepPrivate } from "./page-headers.ts";

/**
 * The headers of a page whose content nobody asked for (RFC 9110 §9.3.2): those that `GET` would give, less what is
 * only known once the page is made. Nobody is counted or given a cookie for it.
 */
export function headOfPage(response: Response, { rulesOn, bundle }: Deciding, path: string): Response {
  if (!isHeadOfPage(response)) return response;
  const headers = new Headers(response.headers);
  const isPersonal = rulesOn(path).all().length > 0;
  if (isPersonal || bundle.site.snippet) forgetOriginalBytes(headers);
  if (isPersonal) keepPrivate(headers);
  return new Response(null, { status: response.status, headers });
}
