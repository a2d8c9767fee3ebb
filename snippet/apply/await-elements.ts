import { onChanges } from "../page-changes.ts";
import { quietly } from "../quietly.ts";

/** Whoever has not come by then is not waited for. */
const longestMs = 30_000;

/**
 * Watches for elements that are put on the page later, by scripts or by its server. However much of the page changes, it
 * looks twice in a frame at most, and once before somebody sees what has come.
 *
 * @param selectors of which those that find nothing yet are watched for.
 * @param come called when one of them finds something, also now.
 * @returns ends it.
 */
export function awaitElements(selectors: readonly string[], come: () => void): () => void {
  let missing = selectors;

  const stop = () => {
    unwatch();
    clearTimeout(timer);
    missing = [];
  };
  const look = quietly(() => {
    const before = missing;
    // What is written into such an element is written before the rest of it.
    if (document.readyState == "loading" && selectors.some(isBeingParsed)) return;
    missing = before.filter((selector) => !document.querySelector(selector));
    if (missing.length < before.length) come();
    if (!missing[0]) stop();
  });
  const unwatch = onChanges(look);
  const timer = setTimeout(stop, longestMs);
  look();
  return stop;
}

/** Whether the parser is still in what the selector finds: nothing has come after it. */
function isBeingParsed(selector: string): boolean {
  const found = document.querySelectorAll(selector);
  let element: Element | null | undefined = found[found.length - 1];
  if (!element) return false;
  for (; element; element = element.parentElement) if (element.nextSibling) return false;
  return true;
}
