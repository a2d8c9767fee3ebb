import type { Site } from "../../model/site.ts";
import { hasDenied } from "../recognise/cookie.ts";
import type { Edit } from "../decide/compile-rules.ts";
import type { Visitor } from "../recognise/recognise.ts";

/**
 * The snippet's tag for a page: the snippet itself for a visitor who is remembered, and for somebody who may yet agree
 * only a script that waits for that. Empty where nothing is to be inserted.
 */
export function snippetTag(
  { snippet, prefix, consent }: Pick<Site, "snippet" | "prefix" | "consent">,
  { remembered }: Pick<Visitor, "remembered">,
  { headers }: Request,
  edits: readonly Edit[],
): string {
  if (!snippet) return "";
  if (remembered) return `<script async src="${prefix}s.js"${loading(edits)}></script>`;
  const mayAgree = consent === "asked" || hasDenied(headers.get("cookie") ?? "");
  return mayAgree ? `<script async src="${prefix}c.js"></script>` : "";
}

/** The parts that the snippet is to load for what was changed on the page. */
function loading(edits: readonly Edit[]): string {
  const isClosable = edits.some((edit) => edit.type === "insertOffer" && edit.offer.dismissible);
  return isClosable ? ` data-load="offer"` : "";
}
