import type { WholePage } from "../coupon/apply-by-form.ts";
import { stampPage } from "../rewrite/stamp-page.ts";
import { allowFraming } from "./allow-framing.ts";
import { allowOurs } from "./allow-ours.ts";
import type { ComingPage } from "./change-page.ts";
import { forgetOriginalBytes, keepPrivate } from "./page-headers.ts";
import type { PageVisit } from "./personalise.ts";

/** A page as the shop made it, for whoever edits it: its elements say which they are, and one more script lets them be picked. */
export async function pageToEdit(
  { url, deciding, preview }: PageVisit,
  page: WholePage | ComingPage,
): Promise<Response> {
  const { status, headers: shop } = page.response;
  const headers = new Headers(shop);
  if (preview?.frame !== undefined && preview.frame !== null) allowFraming(headers, preview.frame.dashboard);
  keepPrivate(headers);
  headers.set("cache-control", "private, no-store");
  // A page that is too slow to be waited for is shown, but cannot be edited.
  if ("stream" in page) return new Response(page.stream, { status, headers });
  const { prefix } = deciding.bundle.site;
  const scripts = ["keep.js", "edit.js"].map((name) => `<script src="${prefix}${name}"></script>`);
  const head = scripts.join("").replace('edit.js"', `edit.js" data-dashboard="${preview?.frame?.dashboard}"`);
  const allowed = await allowOurs(headers, { head, edits: [], base: url.origin + prefix });
  for (const [name, value] of allowed.headers) headers.set(name, value);
  forgetOriginalBytes(headers);
  const contentType = headers.get("content-type") ?? "text/html";
  return new Response(stampPage(page.bytes, contentType, allowed.head), { status, headers });
}
