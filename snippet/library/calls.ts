import type { Call, Edgewise, Methods } from "../api.ts";

/** Nobody waits longer for a snippet that something may have blocked. */
const mostMs = 3000;

/** The snippet keeps what else a stub has, and makes the stub's calls, of this one too. */
interface Stub extends Edgewise {
  loaded?: (then: () => void) => void;
}

/** Calls a method of the snippet: now, or as soon as it has loaded. Never throws. */
export function call(method: keyof Methods, ...parameters: unknown[]): void {
  const page = api();
  if (page?.q) page.q.push([method, ...parameters]);
  else (page?.[method] as ((...all: unknown[]) => unknown) | undefined)?.(...parameters);
}

/** The snippet's methods once it has loaded; `undefined` where it does not come in time. */
export async function loadedApi(): Promise<Methods | undefined> {
  const page = api();
  if (page?.q) {
    page.loaded = (then) => then();
    const asked = new Promise<void>((resolve) => page.q?.push(["loaded", resolve] as unknown as Call));
    await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, mostMs))]);
  }
  return page?.q === null ? page : undefined;
}

/** `window.edgewise`, or a stub in its place; `undefined` where there is no page. */
function api(): Stub | undefined {
  if (typeof document == "undefined") return undefined;
  const there = window.edgewise;
  // An element with `id="edgewise"` is also `window.edgewise`.
  return there?.q === undefined ? (window.edgewise = stub()) : there;
}

/** With methods, since other scripts of the page may call them, too. */
function stub(): Stub {
  const later =
    (method: keyof Methods) =>
    (...parameters: unknown[]) =>
      call(method, ...parameters);
  return {
    q: [],
    track: later("track"),
    identify: later("identify"),
    consent: later("consent"),
    on: later("on"),
    decide: async (placements) => (await loadedApi())?.decide(placements),
  };
}
