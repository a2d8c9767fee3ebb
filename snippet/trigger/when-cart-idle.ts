import type { Watch } from "./moments.ts";
import { isVisible, listen } from "./page-time.ts";

/** When the cart was last touched, in ms since 1970, as far as this tab knows: the shopper goes from page to page. */
const key = "ew_cart";

/** What touches a cart. */
const touches = ["add_to_cart", "remove_from_cart", "view_cart", "begin_checkout"];

/** What to do when it is touched. The snippet is told once what it has to tell: there is no way to take that back. */
const watches = new Set<() => void>();
let isHeard = false;

function hear(): void {
  if (isHeard) return;
  isHeard = true;
  for (const name of touches) window.edgewise?.on(name, () => watches.forEach((touch) => touch()));
}

/** Fires once nothing was done with the cart for so long. Whether anything is in it, the rule's condition asks. */
export function whenCartIdle(waitMs: number, { fire, signal }: Watch): void {
  let touchedAtMs = kept() ?? Date.now();
  let timer = 0;
  const wait = () => {
    clearTimeout(timer);
    keep(touchedAtMs);
    if (!signal.aborted) timer = setTimeout(look, touchedAtMs + waitMs - Date.now());
  };
  const look = () => {
    if (signal.aborted || !isVisible() || Date.now() < touchedAtMs + waitMs) return;
    fire();
    // The next pages wait anew.
    keep(Date.now());
  };
  const touch = () => {
    touchedAtMs = Date.now();
    wait();
  };
  hear();
  watches.add(touch);
  signal.addEventListener("abort", () => watches.delete(touch));
  listen(["visibilitychange"], look, signal);
  wait();
}

function kept(): number | undefined {
  try {
    return Number(sessionStorage[key]) || undefined;
  } catch {
    return undefined;
  }
}

function keep(atMs: number): void {
  try {
    sessionStorage[key] = atMs;
  } catch {
    // Refused: then each page counts for itself.
  }
}
