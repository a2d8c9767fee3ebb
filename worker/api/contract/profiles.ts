import * as v from "valibot";
import { Condition } from "../../../model/condition/condition.ts";
import { Consent } from "../../../model/consent/consent.ts";
import { Identifier } from "../../../model/identifier.ts";
import { HeldCoupon, ProfileFacts } from "../../../model/snapshot.ts";
import { Moment } from "./answers.ts";
import { Explained } from "./decide.ts";
import { editors, type Endpoints, knowing } from "./endpoint.ts";
import { nextEntries, pageEntries } from "./page.ts";
import { PinAnswer } from "./pins.ts";

/** In a body, since addresses are logged on the way, and people are searched for by theirs. */
export const Search = v.object({
  q: v.pipe(
    v.string("A search is text."),
    v.trim(),
    v.minLength(1, "A search is not empty."),
    v.maxLength(320, "A search has at most 320 characters."),
  ),
});

/** More segments than anybody compares one person with. */
const mostExplained = 200;

export const AskedWhy = v.object({
  conditions: v.pipe(
    v.record(Identifier, Condition),
    v.maxEntries(mostExplained, `At most ${mostExplained} conditions are explained at once.`),
  ),
});

export const NewNote = v.object({
  text: v.pipe(
    v.string("A note is text."),
    v.trim(),
    v.minLength(1, "A note is not empty."),
    v.maxLength(2000, "A note has at most 2,000 characters."),
  ),
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
export const ProfileSummary = v.object({ ...who, facts: v.record(v.string(), v.unknown()) });
export type ProfileSummary = v.InferOutput<typeof ProfileSummary>;

const People = v.object({ profiles: v.array(ProfileSummary), ...nextEntries });

const Note = v.object({
  id: v.string(),
  text: v.string(),
  by: v.object({ id: v.string(), name: v.string() }),
  at: Moment,
});
export type Note = v.InferOutput<typeof Note>;

/** Something that a person did, or that was said of them. */
const PastEvent = v.object({
  id: v.string(),
  name: v.string(),
  at: Moment,
  params: v.record(v.string(), v.unknown()),
  /** What it came by, as `visitor:` and an id, or a type and a hash. */
  sources: v.array(v.string()),
});
export type PastEvent = v.InferOutput<typeof PastEvent>;

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
  /** Facts of the last visit, such as device and country. */
  visitFacts: v.record(v.string(), v.unknown()),
  coupons: v.array(HeldCoupon),
  /** What they said last; `null` where they were never asked. */
  consent: v.nullable(Consent),
  /** The latest first. */
  notes: v.array(Note),
  /** The latest first. */
  pins: v.array(PinAnswer),
  /** What became of rules for them, and of what is pinned as `pin:` and the offer, the one that happened last first. */
  rules: v.array(
    v.object({
      rule: v.string(),
      /** `null` where they were given none. */
      variant: v.nullable(v.string()),
      /** The latest first; of rules without a limit it is not kept. */
      shownAt: v.array(Moment),
      /** When it was last in their view, and when they last closed its offer. */
      seenAt: v.nullable(Moment),
      dismissedAt: v.nullable(Moment),
    }),
  ),
});
export type ProfileDetail = v.InferOutput<typeof ProfileDetail>;

export const profileEndpoints = {
  "GET /profiles?site=:site": {
    does: "Everybody who is known by a name or an identity, those seen last first.",
    who: knowing,
    scope: "profiles",
    query: pageEntries,
    answer: People,
  },
  "POST /profiles/search?site=:site": {
    does: "People by q: a name or how its words begin, an e-mail or another identity (any type as in loyalty:4711), an id. It changes nothing.",
    who: knowing,
    scope: "profiles",
    query: pageEntries,
    body: Search,
    answer: People,
    errors: ["temporarily_unavailable"],
  },
  "GET /profiles/:id?site=:site": {
    does: "One person, as their profile knows them now.",
    who: knowing,
    scope: "profiles",
    answer: v.object({ profile: ProfileDetail }),
    errors: ["temporarily_unavailable"],
  },
  "GET /profiles/:id/events?site=:site": {
    does: "What a person did, and what was said of them: the latest first.",
    who: knowing,
    scope: "profiles",
    query: pageEntries,
    answer: v.object({ events: v.array(PastEvent), ...nextEntries }),
    errors: ["temporarily_unavailable"],
  },
  "POST /profiles/:id/explain?site=:site": {
    does: "Why conditions hold for a person or do not, clause by clause, with segments and lists as they are being edited. What only somebody on a page has is null. It changes nothing.",
    who: knowing,
    scope: "profiles",
    body: AskedWhy,
    answer: v.object({ explained: v.record(v.string(), Explained) }),
    errors: ["temporarily_unavailable"],
  },
  "POST /profiles/:id/notes?site=:site": {
    does: "Writes something down of a person, for whoever serves them next. It goes where the person goes, and is erased with them.",
    who: knowing,
    scope: "profiles",
    body: NewNote,
    answer: v.object({ note: Note }),
    errors: ["conflict", "temporarily_unavailable"],
    leaves: "note.written",
  },
  "DELETE /profiles/:id/notes/:note?site=:site": {
    does: "Takes a note away.",
    who: knowing,
    scope: "profiles",
    answer: v.object({ deleted: v.literal(true) }),
    errors: ["temporarily_unavailable"],
    leaves: "note.deleted",
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
