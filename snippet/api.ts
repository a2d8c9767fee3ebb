import { quietly } from "./quietly.ts";

/** `window.edgewise`, for the page's own scripts. */
export interface Edgewise {
  /** Records that something happened, with a GA4 event name or one of the site's own. Never throws. */
  track(name: string, params?: object): void;
  /** Calls made before the script had loaded, by the stub: `["track", name, params]`. Gone once it has. */
  q?: [method: string, name: string, params?: object][] | undefined;
}

declare global {
  interface Window {
    edgewise?: Edgewise;
  }
}

/** True if another copy of the snippet is already at work on this page. */
export function isInstalled(): boolean {
  // An element with `id="edgewise"` is also `window.edgewise`, but has no `track`.
  return !!window.edgewise?.track && !window.edgewise.q;
}

/** Puts the API in the stub's place and makes the calls that it has collected. */
export function installApi(methods: Pick<Edgewise, "track">): void {
  const track = quietly(methods.track);
  const stub = window.edgewise;
  const calls = stub?.q;
  // The same object, since a script of the page may have kept it.
  window.edgewise = Object.assign(calls ? stub : {}, { track, q: undefined });
  calls?.forEach(([, name, params]) => track(name, params));
}
