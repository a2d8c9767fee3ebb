import type { Words } from "../../model/coupon/coupon-sentence.ts";
import { escapeHtml, toAsciiHtml } from "../../model/escape-html.ts";
import type { WholePage } from "../coupon/apply-by-form.ts";
import { forgetOriginalBytes } from "./page-headers.ts";

/** The page with one paragraph about coupons in the shop's own look. @param from where, in bytes. */
export function withLine(page: WholePage, from: number, { text, language }: Words): WholePage {
  const html = `<p role="status" class="ew-coupon" lang="${language}">${escapeHtml(text)}</p>`;
  const line = new TextEncoder().encode(toAsciiHtml(html));
  const bytes = new Uint8Array(page.bytes.length + line.length);
  bytes.set(page.bytes.subarray(0, from));
  bytes.set(line, from);
  bytes.set(page.bytes.subarray(from), from + line.length);
  const { status } = page.response;
  const headers = new Headers(page.response.headers);
  forgetOriginalBytes(headers);
  return { response: { status, headers }, bytes };
}
