import { keptAs, type Language } from "./language.ts";

/** Everything is in this language from now on. Whoever has typed something is asked by the browser before it is lost. */
export function speak(chosen: Language): void {
  localStorage.setItem(keptAs, chosen);
  location.reload();
}
