import { previewToken } from "../recognise/cookie.ts";
import { openPreview, type Preview } from "../recognise/preview.ts";
import type { Lock } from "./lock.ts";
import { opened } from "./opened.ts";
import { Timing } from "./timing.ts";

/** A page that its holder alone is shown so, and how it was made. Nothing of it counts. */
export interface PreviewVisit extends Preview {
  timing: Timing;
}

/** The preview that the browser is in; most are in none. */
export async function previewOf({ headers }: Request, lock: Lock): Promise<Preview | undefined> {
  const token = previewToken(headers.get("cookie") ?? "");
  return token === undefined ? undefined : previewBy(token, lock);
}

export async function opensPreview(token: string, lock: Lock): Promise<boolean> {
  return (await previewBy(token, lock)) !== undefined;
}

function previewBy(token: string, { site, secret, nowMs }: Lock): Promise<Preview | undefined> {
  return opened(secret, (keys) => openPreview(token, site, keys, nowMs));
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
