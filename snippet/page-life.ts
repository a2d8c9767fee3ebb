import { quietly } from "./quietly.ts";

declare global {
  interface Document {
    /** Not in every browser: https://developer.mozilla.org/docs/Web/API/Document/prerendering */
    readonly prerendering?: boolean;
  }
}

interface PageEvents extends WindowEventMap {
  prerenderingchange: globalThis.Event;
  readystatechange: globalThis.Event;
  visibilitychange: globalThis.Event;
}

/**
 * Watches the page's events, on their way down: there `window` sees also those that do not bubble, and a shop's own
 * handler cannot have stopped them yet.
 */
export function on<Type extends keyof PageEvents>(type: Type, work: (event: PageEvents[Type]) => void): void {
  addEventListener(type, quietly(work as (event: globalThis.Event) => void), true);
}

/** Does the work once a shopper sees the page, which for a prerendered page may be never. */
export function whenShown(work: () => void): void {
  if (document.prerendering) on("prerenderingchange", work);
  else work();
}

/**
 * Does the work when the page is parsed, which is sooner than `DOMContentLoaded`, for that waits for deferred
 * scripts; and again when it is loaded, or left before.
 */
export function whenParsed(work: () => void): void {
  on("readystatechange", work);
  on("pagehide", work);
  if (document.readyState != "loading") work();
}
