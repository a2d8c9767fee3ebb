import { unsaved, wantsToGo } from "./unsaved.ts";

/**
 * Stops what would leave a screen with unsaved edits: links, the back button, closing the tab. The screen's
 * `LeaveDialog` then asks. To be called before the router is drawn: it has no hook for this, and of two listeners
 * for `popstate` on `window`, Chromium calls the one that was added first, whatever their phase.
 */
export function guardLeaving(): void {
  let here = "";
  unsaved.subscribe((isUnsaved) => {
    if (isUnsaved) here = location.pathname + location.search;
  });

  addEventListener(
    "click",
    (event) => {
      if (!unsaved.peek() || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
      if (link === undefined || link.origin !== location.origin || link.target !== "") return;
      const path = link.pathname + link.search;
      if (path === here) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      wantsToGo.value = path;
    },
    true,
  );

  addEventListener("popstate", (event) => {
    const path = location.pathname + location.search;
    if (!unsaved.peek() || path === here) return;
    event.stopImmediatePropagation();
    history.pushState(null, "", here);
    wantsToGo.value = path;
  });

  addEventListener("beforeunload", (event) => {
    if (unsaved.peek()) event.preventDefault();
  });
}
