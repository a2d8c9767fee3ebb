import type { Site } from "../../model/site.ts";
import { hasDenied } from "../recognise/cookie.ts";
import type { Visitor } from "../recognise/recognise.ts";

/**
 * The snippet's tag for a page: the snippet itself for a visitor who is remembered, and for somebody who may yet agree
 * only a script that waits for that. Empty where nothing is to be inserted.
 */
export function snippetTag(
  { snippet, prefix, consent }: Pick<Site, "snippet" | "prefix" | "consent">,
  { remembered }: Pick<Visitor, "remembered">,
  { headers }: Request,
): string {
  if (!snippet) return "";
  if (remembered) return `<script async src="${prefix}s.js"></script>`;
  const mayAgree = consent === "asked" || hasDenied(headers.get("cookie") ?? "");
  return mayAgree ? `<script async src="${prefix}c.js"></script>` : "";
}
