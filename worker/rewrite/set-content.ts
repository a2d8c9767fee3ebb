import { escapeHtml, toAsciiHtml } from "../../model/escape-html.ts";
import type { Edit } from "../decide/compile-rules.ts";
import type { Region } from "./region.ts";
import { replacedContent, replacedElement, type Splice } from "./splice.ts";

/** Edits that put something in the place of what is on the page: once of each content, even of none, and of each element. */
export function contentSplices(
  edits: readonly Edit[],
  regionsOf: (selector: string) => readonly Region[],
): Splice[] {
  const replaced = new Set<number>();
  return edits.flatMap((edit) => {
    switch (edit.type) {
      case "setText":
      case "setHtml": {
        const html = toAsciiHtml(edit.type === "setText" ? escapeHtml(edit.text) : edit.html);
        return regionsOf(edit.selector).flatMap((region) => {
          if (replaced.has(region.from)) return [];
          replaced.add(region.from);
          return replacedContent(region, html) ?? [];
        });
      }
      case "replaceHtml":
      case "remove": {
        const html = edit.type === "remove" ? "" : toAsciiHtml(edit.html);
        return regionsOf(edit.selector).map((region) => replacedElement(region, html));
      }
      default:
        return [];
    }
  });
}
