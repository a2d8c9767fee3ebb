import type { positions } from "./positions.ts";

/** How often the browser makes a change again that the shop's own scripts undid. */
export const mostReapplied = 3;

/** What the edge did to a page for one rule, so that the browser can see whether it stays. */
export interface AppliedRule {
  rule: string;
  variant: string;
  /** By rank, the highest first, as everywhere: of two that want the same, the earlier was made. */
  changes: readonly AppliedChange[];
}

type Position = (typeof positions)[number];

/** One change as the browser has to know it: fewer kinds than marketers have, since several come to the same. */
export type AppliedChange = { id: string } & AppliedEdit;

/** Texts are as a browser reads them back from a page: without what no page can hold. */
export type AppliedEdit =
  | { type: "text"; selector: string; text: string }
  | { type: "html"; selector: string; html: string }
  /** `null`: the attribute was taken away. */
  | { type: "attributes"; selector: string; values: Readonly<Record<string, string | null>> }
  | { type: "classes"; selector: string; add: readonly string[]; remove: readonly string[] }
  | { type: "style"; selector: string; property: string; value: string; important: boolean }
  | { type: "hide"; selector: string }
  /** With nothing, the element was removed. */
  | { type: "replace"; selector: string; html: string }
  /** `isOnce`: at the first element alone. */
  | { type: "insert"; selector: string; position: Position; html: string; isOnce: boolean }
  | { type: "move"; selector: string; to: string; position: Position }
  | { type: "styles"; css: string };
