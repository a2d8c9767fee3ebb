import * as v from "valibot";
import { Identifier } from "../../../model/identifier.ts";
import { HeldCoupon, ProfileFacts } from "../../../model/snapshot.ts";
import { Moment } from "./answers.ts";
import { editors, type Endpoints, knowing } from "./endpoint.ts";
import { nextEntries, pageEntries } from "./page.ts";

export const Search = v.object({
  q: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(320, "A search has at most 320 characters.")), ""),
  ...pageEntries,
});

export const Give = v.object({ coupon: Identifier });

const who = {
  id: v.string(),
  /** `null` where none is known. */
  name: v.nullable(v.string()),
  /** Whether this is more than a browser. */
  known: v.boolean(),
  /** As the index heard it last; `null` where it heard nothing yet, or must not know them. */
  seenAt: v.nullable(Moment),
};

/** A person in a list, with the facts that help to tell one from another. */
const ProfileSummary = v.object({ ...who, facts: v.record(v.string(), v.unknown()) });
export type ProfileSummary = v.InferOutput<typeof ProfileSummary>;

/** A person. */
const ProfileDetail = v.object({
  ...who,
  firstSeenAt: Moment,
  /** The last one. */
  visit: v.object({
    number: v.number(),
    startedAt: Moment,
    source: v.string(),
    medium: v.string(),
    campaign: v.string(),
    landingPage: v.string(),
  }),
  facts: ProfileFacts,
  coupons: v.array(HeldCoupon),
});
export type ProfileDetail = v.InferOutput<typeof ProfileDetail>;

export const profileEndpoints = {
  "GET /profiles?site=:site": {
    does: "People by q: a name or how its words begin, an e-mail or another identity (any type as in loyalty:4711), an id. Without it, everybody who is known, those seen last first.",
    who: knowing,
    scope: "profiles",
    query: Search.entries,
    answer: v.object({ profiles: v.array(ProfileSummary), ...nextEntries }),
    errors: ["temporarily_unavailable"],
  },
  "GET /profiles/:id?site=:site": {
    does: "One person, as their profile knows them now.",
    who: knowing,
    scope: "profiles",
    answer: v.object({ profile: ProfileDetail }),
    errors: ["temporarily_unavailable"],
  },
  "POST /profiles/:id/coupons?site=:site": {
    does: "Gives a published coupon to a visitor. Their next page knows, without any event; asked again, nothing changes.",
    who: editors,
    scope: "profiles",
    body: Give,
    answer: v.object({ coupon: HeldCoupon }),
    errors: ["temporarily_unavailable"],
    leaves: "coupon.given",
  },
} as const satisfies Endpoints;
