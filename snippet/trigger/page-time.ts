import { quietly } from "../quietly.ts";

interface PageEvents extends WindowEventMap {
  visibilitychange: globalThis.Event;
}

/** Watches what happens on the page until the signal ends it; what becomes of it stays for the page to say. */
export function listen<Type extends keyof PageEvents>(
  types: readonly Type[],
  work: (event: PageEvents[Type]) => void,
  signal: AbortSignal,
): void {
  for (const type of types)
    addEventListener(type, quietly(work as (event: globalThis.Event) => void), {
      capture: true,
      passive: true,
      signal,
    });
}

export function isVisible(): boolean {
  return document.visibilityState == "visible";
}

/** Does the work once the page has been visible for so long, all times together. */
export function afterVisible(waitMs: number, work: () => void, signal: AbortSignal): void {
  let leftMs = waitMs;
  let timer = 0;
  let sinceMs = performance.now();
  const look = () => {
    clearTimeout(timer);
    const nowMs = performance.now();
    if (timer) leftMs -= nowMs - sinceMs;
    sinceMs = nowMs;
    timer = isVisible() && !signal.aborted ? setTimeout(quietly(work), leftMs) : 0;
  };
  listen(["visibilitychange"], look, signal);
  signal.addEventListener("abort", look);
  look();
}

/** Does the work in an idle moment; Safari has none to offer. */
export function whenIdle(work: () => void): void {
  (window.requestIdleCallback ?? setTimeout)(quietly(work), { timeout: 300 });
}
