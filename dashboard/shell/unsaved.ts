import { signal } from "@preact/signals";

/** True while the screen holds edits that leaving it would lose. The screen sets it and, when it goes, clears it. */
export const unsaved = signal(false);

/** Where someone wants to go although there are unsaved edits; the leave dialog asks them. */
export const wantsToGo = signal<string | null>(null);

/** Goes there, once nothing is lost by it. @param route the router's */
export function go(path: string, route: (path: string) => void): void {
  if (unsaved.peek()) wantsToGo.value = path;
  else route(path);
}
