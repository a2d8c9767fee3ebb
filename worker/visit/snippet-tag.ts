import type { Site } from "../../model/site.ts";
import type { Edit } from "../decide/compile-rules.ts";
import { hasDenied } from "../recognise/cookie.ts";
import type { Visitor } from "../recognise/recognise.ts";
import { partsOf } from "./parts-of.ts";

/** The part of a visit to a page that its tag follows from. */
interface TagFor {
  request: Request;
  visitor: Pick<Visitor, "remembered">;
  deciding: { bundle: { site: Pick<Site, "snippet" | "prefix" | "consent" | "vitals" | "platform"> } };
  isDebugged: boolean;
}

/**
 * The snippet's tag for a page: the snippet itself for a visitor who is remembered, and for somebody who may yet agree
 * only a script that waits for that. Empty where nothing is to be inserted.
 */
export function snippetTag(
  { request, visitor, deciding, isDebugged }: TagFor,
  edits: readonly Edit[],
): string {
  const { site } = deciding.bundle;
  if (!site.snippet) return "";
  const mayAgree = site.consent === "asked" || hasDenied(request.headers.get("cookie") ?? "");
  if (!visitor.remembered && !mayAgree) return "";
  // Before the snippet, so that it hears of every event; whoever debugs a page may wait for it.
  const debug = isDebugged ? `<script src="${site.prefix}debug.js"></script>` : "";
  const file = visitor.remembered ? "s.js" : "c.js";
  return `${debug}<script async src="${site.prefix}${file}"${loading(site, edits)}></script>`;
}

/** The parts that the snippet is to load on each page, and for what was changed on this one. */
function loading({ vitals, platform }: Pick<Site, "vitals" | "platform">, edits: readonly Edit[]): string {
  const always = [...(vitals ? ["vitals"] : []), ...(platform === "other" ? [] : ["platform"])];
  const parts = [...always, ...partsOf(edits)];
  return parts.length === 0 ? "" : ` data-load="${parts.join(" ")}"`;
}
