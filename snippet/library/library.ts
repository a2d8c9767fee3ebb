/**
 * `window.edgewise` for those who prefer `import`: typed, and at hand before the snippet has loaded. Public as
 * `edgewise/snippet`; docs/snippet.md. Importing it does nothing, and where there is no page, as on a server, neither do
 * its functions. None of them throws.
 */
import type { ConsentState } from "../../model/consent/consent-state.ts";
import type { Purpose } from "../../model/consent/purpose.ts";
import type { CommerceEvents, OwnParams } from "../../model/events/commerce-event.ts";
import type { PageDecisions } from "../../model/page-decisions.ts";
import { call, loadedApi } from "./calls.ts";

export type { CommerceEvents, Item, OwnParams } from "../../model/events/commerce-event.ts";
export type { OfferForPage, OfferWords, PageDecisions } from "../../model/page-decisions.ts";
export { install, type Installation } from "./install.ts";

/** One of GA4's commerce events, or a name of the site's own: up to 40 letters, digits and `_`. */
export type EventName = keyof CommerceEvents | (string & Record<never, never>);

/** May be left out where nothing of it is needed. */
export type ParamsOf<Name extends string> = Name extends keyof CommerceEvents
  ? Partial<CommerceEvents[Name]> extends CommerceEvents[Name]
    ? [params?: CommerceEvents[Name]]
    : [params: CommerceEvents[Name]]
  : [params?: OwnParams];

/** Records that something happened. */
export function track<Name extends EventName>(name: Name, ...params: ParamsOf<Name>): void {
  call("track", name, ...params);
}

/** Says who the visitor is. @param proof by the shop's server, without which it is not believed: docs/identity.md. */
export function identify(identities: readonly { type: string; value: string }[], proof: string): void {
  call("identify", identities, proof);
}

/** What a visitor agrees to: everything, nothing, some purposes, or what Google's Consent Mode calls them. */
export type Consent =
  | "granted"
  | "denied"
  | { readonly [purpose in Purpose | "necessary"]?: boolean }
  | { readonly [signal in ConsentSignal]?: "granted" | "denied" };

/** https://developers.google.com/tag-platform/security/concepts/consent-mode */
export type ConsentSignal =
  | "ad_storage"
  | "ad_user_data"
  | "ad_personalization"
  | "analytics_storage"
  | "personalization_storage"
  | "functionality_storage"
  | "security_storage";

/** Says what the visitor agrees to. */
export function consent(state: Consent): void {
  call("consent", state satisfies ConsentState);
}

/** Calls `handler` with each event of this name that is recorded from now on, or with all (`"*"`). */
export function on(
  name: EventName,
  handler: (params: Readonly<Record<string, unknown>> | undefined, name: string) => void,
): void {
  call("on", name, handler);
}

/**
 * Asks what this visitor gets on the page as it is now.
 * @param placements of others there are no offers in the answer.
 * @returns `undefined` where nobody can say: no page, no snippet after 3 seconds, no consent yet, no answer.
 */
export async function decide(placements?: readonly string[]): Promise<PageDecisions | undefined> {
  try {
    return (await (await loadedApi())?.decide(placements)) as PageDecisions | undefined;
  } catch {
    return undefined;
  }
}
