import { quietly } from "../quietly.ts";

/** Whoever has not come by then is not waited for. */
const longestMs = 30_000;

/**
 * Watches for elements that scripts put on the page later.
 * @param selectors of which those that find nothing yet are watched for.
 * @param come called at once when one of them finds something, before anybody has seen it.
 * @returns ends it.
 */
export function awaitElements(selectors: readonly string[], come: () => void): () => void {
  const missing = () => selectors.filter((selector) => !document.querySelector(selector));
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
  };
  const observer = new MutationObserver(
    quietly(() => {
      const before = selectors.length;
      selectors = missing();
      if (selectors.length < before) come();
      if (!selectors[0]) stop();
    }),
  );
  const timer = setTimeout(stop, longestMs);
  selectors = missing();
  if (selectors[0]) observer.observe(document, { childList: true, subtree: true });
  return stop;
}
