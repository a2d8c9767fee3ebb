import { previewCookie, previewToken } from "../recognise/cookie.ts";
import { openPreview, type Preview } from "../recognise/preview.ts";
import { readKeys } from "../recognise/seal.ts";
import { Timing } from "./timing.ts";

/** The parameter of an address that brings a token, or says `off`. */
const parameter = "ew_preview";

/** A page that its holder alone is shown so, and how it was made. Nothing of it counts. */
export interface PreviewVisit extends Preview {
  timing: Timing;
}

/** The address without our parameter, the other parts of its query as they were: the very same where it has none. */
export function withoutPreviewToken(url: URL): URL {
  const { search } = url;
  if (!search.includes("ew")) return url;
  const parts = search.slice(1).split("&");
  const others = parts.filter((part) => !new URLSearchParams(part).has(parameter));
  if (others.length === parts.length) return url;
  const clean = new URL(url);
  clean.search = others.join("&");
  return clean;
}

/**
 * For an address with a token: goes on to the address without it, so that the token is in no log and no referrer, and
 * keeps it in a cookie if it is good. `off` leaves the preview.
 * @returns `undefined` for any other address, and where a body was sent, which a redirect would lose.
 */
export async function enterPreview(
  { method }: Request,
  url: URL,
  site: string,
  secret: string,
  nowMs: number,
): Promise<Response | undefined> {
  const clean = withoutPreviewToken(url);
  if (clean === url || !["GET", "HEAD"].includes(method)) return undefined;
  const token = url.searchParams.get(parameter) ?? "";
  const headers = new Headers({
    location: clean.href,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  });
  if (token === "off") headers.append("set-cookie", previewCookie(null));
  else if ((await opened(token, site, secret, nowMs)) !== undefined)
    headers.append("set-cookie", previewCookie(token));
  return new Response(null, { status: 302, headers });
}

/** The preview that the browser is in; most are in none. */
export async function previewOf(
  { headers }: Request,
  site: string,
  secret: string,
  nowMs: number,
): Promise<Preview | undefined> {
  const token = previewToken(headers.get("cookie") ?? "");
  return token === undefined ? undefined : opened(token, site, secret, nowMs);
}

async function opened(token: string, site: string, secret: string, nowMs: number) {
  try {
    return await openPreview(token, site, await readKeys(secret), nowMs);
  } catch (error) {
    console.error({ message: "A preview could not be opened.", error: String(error) });
    return undefined;
  }
}

/** Times a page that may be a preview: whether it is one is known only later. */
export function timingFor({ headers }: Request): Timing | undefined {
  return previewToken(headers.get("cookie") ?? "") === undefined ? undefined : new Timing();
}

/** @param timing is there for each request with a preview. */
export function timedPreview(
  preview: Preview | undefined,
  timing: Timing | undefined,
): { preview?: PreviewVisit } {
  return preview === undefined || timing === undefined ? {} : { preview: { ...preview, timing } };
}
