import type { AppliedChange, AppliedRule } from "../model/applied-change.ts";
import type { ConsentState } from "../model/consent/consent-state.ts";
import type { MissedOffer } from "../model/missed-moment.ts";

/** What the page's own scripts can say. */
export interface Methods {
  /** Records that something happened, with a GA4 event name or one of the site's own. Never throws. */
  track(name: string, params?: object): void;
  /**
   * Says who the visitor is. Never throws.
   * @param proof by the shop's server, without which it is not believed.
   */
  identify(identities: readonly { type: string; value: string }[], proof: string): void;
  /** Says what the visitor agrees to. Never throws. */
  consent(state: ConsentState): void;
  /** Asks what this visitor gets on the page as it is now. */
  decide(placements?: readonly string[]): Promise<unknown>;
  /** Calls `handler` with each event of this name that is recorded, or with all (`"*"`). */
  on(name: string, handler: (params: object | undefined, name: string) => void): void;
}

/**
 * Looks after the changes of the page as it is now, and lets go of those of the page before.
 * @param rules `undefined` to look at once whether those that it has are as they should be.
 * @param make makes a part of a change, where they were not made at the edge.
 */
export type Keep = (rules?: readonly AppliedRule[], make?: Make) => void;
export type Make = (change: AppliedChange, part: () => void) => void;

type Method = (...parameters: unknown[]) => void;

/** A call: `["track", name, params]`. */
export type Call = [method: keyof Methods | "load", ...parameters: unknown[]];

/** `self.edgewise`, for the page's own scripts. */
export interface Edgewise extends Methods {
  /** By the script that looks after changes, once it is at work on this page. */
  keep?: Keep;
  /** By the copy of the snippet that is at work: loads a part, also for the tag of another copy. */
  load?: (part: string) => unknown;
  /** By the part that closes offers, once it listens: shows the buttons of those that have come since. */
  showDismissals?: () => void;
  /** By that part, too: whether the shopper has closed the offer of a rule since this page was opened. */
  isClosed?: (rule: string) => boolean;
  /** By the part that shows offers which wait: waits for the moments of these, too, which are not shown, on the page as it is now. */
  miss?: (offers: readonly MissedOffer[]) => void;
  /** Calls made before the script had loaded, by the stub. `null` once it has. */
  q?: Call[] | null;
}

declare global {
  interface Window {
    edgewise?: Edgewise;
  }
}

/** True if another copy of the snippet is already at work on this page. */
export const isInstalled = (): boolean => {
  // An element with `id="edgewise"` is also `self.edgewise`.
  return self.edgewise?.q === null;
};

/**
 * Puts the API, whose methods never throw, in the stub's place and makes the calls that it has collected.
 * @returns false if another copy of the snippet is already at work on this page.
 */
export const installApi = (methods: Methods & Pick<Edgewise, "load" | "q">): boolean => {
  const stub = self.edgewise;
  const calls = stub?.q;
  if (calls !== null) {
    // The same object, since a script of the page may have kept it.
    const api = (self.edgewise = Object.assign(calls ? stub : {}, methods));
    // What the page may call is not for the types to say.
    calls?.forEach(([method, ...parameters]) => (api[method] as Method | undefined)?.(...parameters));
  }
  return calls !== null;
};
