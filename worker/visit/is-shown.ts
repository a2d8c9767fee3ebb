import { isPrefetch } from "../recognise/is-prefetch.ts";
import type { PageVisit } from "./personalise.ts";

/** A page that nobody looks at yet was not shown, and a preview is nobody's own experience. */
export function isShown({ request, preview }: Pick<PageVisit, "request" | "preview">): boolean {
  return preview === undefined && !isPrefetch(request);
}
