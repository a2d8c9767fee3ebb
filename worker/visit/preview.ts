import { frameToken, previewToken } from "../recognise/cookie.ts";
import { type Opening, openPreview, type Preview } from "../recognise/preview.ts";
import type { Lock } from "./lock.ts";
import { opened } from "./opened.ts";
import { Timing } from "./timing.ts";

/** A page that its holder alone is shown so, and how it was made. Nothing of it counts. */
export interface PreviewVisit extends Preview {
  timing: Timing;
}

/** The token that the request has for the preview it may be, and how that opens; most have none. */
function tokenOf({ headers }: Request): [token: string, opening: Opening] | undefined {
  const cookies = headers.get("cookie") ?? "";
  // The other tabs of whoever works with the dashboard show the shop as it is.
  const inFrame = isForFrame(headers) ? frameToken(cookies) : undefined;
  if (inFrame !== undefined) return [inFrame, "frame"];
  const token = previewToken(cookies);
  return token === undefined ? undefined : [token, "browser"];
}

/** Whether a page is asked for by a frame: browsers say so, and no script can (https://www.w3.org/TR/fetch-metadata/). */
function isForFrame(headers: Headers): boolean {
  return headers.get("sec-fetch-dest") === "iframe";
}

/** The preview that the browser is in; most are in none. */
export async function previewOf(request: Request, lock: Lock): Promise<Preview | undefined> {
  const token = tokenOf(request);
  return token === undefined ? undefined : previewBy(...token, lock);
}

/** The preview that a frame of the browser is in, whatever of it asks. */
export async function previewInFrame({ headers }: Request, lock: Lock): Promise<Preview | undefined> {
  const token = frameToken(headers.get("cookie") ?? "");
  return token === undefined ? undefined : previewBy(token, "frame", lock);
}

export async function opensPreview(token: string, lock: Lock): Promise<boolean> {
  return (await previewBy(token, "browser", lock)) !== undefined;
}

export async function opensFrame(token: string, lock: Lock): Promise<boolean> {
  return (await previewBy(token, "frame", lock)) !== undefined;
}

function previewBy(
  token: string,
  opening: Opening,
  { site, secret, nowMs }: Lock,
): Promise<Preview | undefined> {
  return opened(secret, (keys) => openPreview(token, site, keys, nowMs, opening));
}

/**
 * Whether a preview has no script that would remember or tell anything: whoever looks through somebody else's eyes, or in
 * a frame of the dashboard, is not asked what they agree to.
 */
export function isSilent(preview: Pick<Preview, "as" | "frame"> | undefined): boolean {
  return preview !== undefined && (preview.frame !== null || preview.as !== null);
}

/** Times a page that may be a preview: whether it is one is known only later. */
export function timingFor(request: Request): Timing | undefined {
  return tokenOf(request) === undefined ? undefined : new Timing();
}

/** @param timing is there for each request with a preview. */
export function timedPreview(
  preview: Preview | undefined,
  timing: Timing | undefined,
): { preview?: PreviewVisit } {
  return preview === undefined || timing === undefined ? {} : { preview: { ...preview, timing } };
}
