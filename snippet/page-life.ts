import { quietly } from "./quietly.ts";

declare global {
  interface Document {
    /** Not in every browser: https://developer.mozilla.org/docs/Web/API/Document/prerendering */
    prerendering?: boolean;
  }
}

interface PageEvents extends WindowEventMap {
  prerenderingchange: globalThis.Event;
  readystatechange: globalThis.Event;
  visibilitychange: globalThis.Event;
}

/**
 * Watches the page's events, on their way down: there `window` sees also those that do not bubble, and a shop's own
 * handler cannot have stopped them yet. What happens to them stays for the page to say.
 */
export const on = <Type extends keyof PageEvents>(
  work: (event: PageEvents[Type]) => void,
  ...types: readonly Type[]
): void => {
  types.forEach((type) =>
    addEventListener(type, quietly(work as (event: globalThis.Event) => void), {
      capture: true,
      passive: true,
    }),
  );
};

/** Does the work once a shopper sees the page, which for a prerendered page may be never. */
export const whenShown = (work: () => void): void => {
  if (document.prerendering) on(work, "prerenderingchange");
  else work();
};

/** Does the work when the browser has nothing better to do, but soon: the shopper's next page is to know of it. */
export const whenIdle = (work: () => void): number => {
  return (self.requestIdleCallback ?? setTimeout)(quietly(work), { timeout: 200 });
};
