import type { Edit } from "../decide/compile-rules.ts";

/**
 * What of an element has to be there before an edit of it can be made: all of it, its content and its end, its end
 * alone, or its start tag alone.
 */
export type Need = "element" | "content" | "end" | "tag";

export function needOf(edit: Edit): Need {
  switch (edit.type) {
    case "replaceHtml":
    case "remove":
    case "move":
      return "element";
    case "setText":
    case "setHtml":
      return "content";
    case "addStyles":
      return "end";
    case "insertOffer":
      return needAt(edit.placement.position);
    case "insertHtml":
      return needAt(edit.position);
    default:
      return "tag";
  }
}

function needAt(position: "before" | "after" | "start" | "end"): Need {
  return position === "end" || position === "after" ? "end" : "tag";
}

/** Whether the edits can be made while a page comes: not where something moves to where it is not yet. */
export function canStream(edits: readonly Edit[]): boolean {
  return edits.every(({ type }) => type !== "move");
}
