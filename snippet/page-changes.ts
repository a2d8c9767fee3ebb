import { quietly } from "./quietly.ts";

/**
 * Looks at a page whenever something comes to it or goes from it: at once, before anybody has seen that, and once more in the
 * same frame for all that changes until then, however much it is.
 *
 * @param look is told what came and went in this frame.
 * @param isText whether texts that become others count, too.
 * @returns ends it.
 */
export function onChanges(look: (changed: readonly Node[]) => void, isText = false): () => void {
  let changed: Node[] = [];
  let hasLooked = false;
  let isLate = false;
  const now = quietly(() => {
    isLate = false;
    look(changed);
  });
  const observer = new MutationObserver((records) => {
    for (const { addedNodes, removedNodes } of records) changed.push(...addedNodes, ...removedNodes);
    isLate = hasLooked;
    if (hasLooked) return;
    hasLooked = true;
    now();
    requestAnimationFrame(() => {
      hasLooked = false;
      if (isLate) now();
      changed = [];
    });
  });
  observer.observe(document, { childList: true, subtree: true, characterData: isText });
  return () => observer.disconnect();
}
