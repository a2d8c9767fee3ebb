import * as v from "valibot";
import { Event } from "../event.ts";
import { Identity } from "../identity/identity.ts";
import { Traits } from "../trait.ts";

/** Why an event was not taken. Codes stay the same for ever. */
export type RejectionCode =
  | "invalid_event"
  | "too_large"
  | "too_old"
  | "in_the_future"
  | "no_identity"
  | "no_proof"
  | "no_consent"
  | "spam"
  /** Not now: the sender sends it again. */
  | "temporarily_unavailable";

/** One event of a batch that was not taken. */
export interface Rejected {
  /** Its place in the batch. */
  index: number;
  code: RejectionCode;
  /** A sentence for people. */
  message: string;
}

/** How many identities one event may name. */
export const mostIdentities = 10;

const Identities = v.pipe(
  v.array(Identity, "Identities are a list."),
  v.maxLength(mostIdentities, `An event names at most ${mostIdentities} identities.`),
);

/** An event of a shop's server, an app or an import: it says itself whose it is. */
export const ToldEvent = v.object({
  ...Event.entries,
  identities: v.optional(Identities, []),
  traits: v.optional(Traits, {}),
});

/** What `edgewise.identify(identities, proof)` sends: the page's word, and the shop's server's proof of it. */
export const IdentifyEvent = v.object({
  ...Event.entries,
  name: v.literal("identify"),
  params: v.object({
    identities: Identities,
    proof: v.optional(v.pipe(v.string("A proof is text."), v.maxLength(1000)), ""),
  }),
});

/** An event that can be taken: `timeMs` by our clock, its identities beside it, so that their values are not kept with it. */
export interface Incoming {
  /** Its place in the batch. */
  index: number;
  event: Event;
  identities: readonly Identity[];
  traits: v.InferOutput<typeof Traits>;
  /** By the shop's server, for what a page said; empty where there is none. */
  proof: string;
}
