import { consentFact } from "../../model/consent/purpose.ts";
import { type Fact, type FactName, facts } from "../../model/facts/catalogue.ts";
import type { Behaviour, Facts, FactValue } from "../../model/facts/facts.ts";
import { variantIn } from "../../model/kept-variant.ts";
import type { ProfileFacts } from "../../model/snapshot.ts";
import type { Sources } from "./reading.ts";

/** What facts of a person are read from: they are the same on every page, and where there is none. */
type OfPerson = Pick<Sources, "snapshot" | "purposes" | "nowMs">;

const dayMs = 24 * 60 * 60_000;

/** How each fact is read that is so of somebody wherever they are. */
export const personReaders = {
  visits: ({ snapshot }) => snapshot.session.number,
  pagesViewed: ({ snapshot }) => snapshot.pagesViewed,
  daysSinceFirstVisit: ({ snapshot, nowMs }) => daysBetween(snapshot.firstSeenAtMs, nowMs),

  cartValue: ofProfile("cartValue", 0),
  cartItems: ofProfile("cartItems", 0),
  cartProducts: ofProfile("cartProducts", []),
  cartCategories: ofProfile("cartCategories", []),

  orders: ofProfile("orders", 0),
  lifetimeValue: ofProfile("lifetimeValue", 0),
  averageOrderValue: ofProfile("averageOrderValue", null),
  daysSinceLastOrder: ({ snapshot, nowMs }) => daysBetween(snapshot.facts.lastOrderAtMs, nowMs),
  favouriteCategory: ofProfile("favouriteCategory", null),
  favouriteBrand: ofProfile("favouriteBrand", null),
  categoryAffinity: ofProfile("categoryAffinity", {}),
  emailOpens: ofProfile("emailOpens", 0),
  emailClicks: ofProfile("emailClicks", 0),
  daysSinceEmailOpen: ({ snapshot, nowMs }) => daysBetween(snapshot.facts.lastEmailOpenAtMs, nowMs),

  // These are a matter of who somebody is, which no browser is believed about: the shop's server tells.
  known: ofProfile("known", false),
  tags: ofProfile("tags", []),
  tier: ofProfile("tier", null),
  points: ofProfile("points", null),
  traits: ofProfile("traits", {}),
  consent: ({ purposes }) => (purposes === null ? null : consentFact(purposes)),
  experiments: ({ snapshot }) =>
    Object.fromEntries(
      Object.entries(snapshot.memory.variants).map(([rule, kept]) => [rule, variantIn(kept)]),
    ),
} satisfies { [Name in FactName]?: (reading: OfPerson) => FactValue<Name> | null };

export const personFactNames = Object.keys(personReaders) as (keyof typeof personReaders)[];

/** What is known of somebody who is on no page. */
export function personFacts(person: OfPerson): Facts {
  return {
    ...Object.fromEntries(personFactNames.map((name) => [name, personReaders[name](person)])),
    behaviour: behaviourOf(person),
  };
}

/** Of these, the last visit says how they were. */
const ofTheVisit = (Object.entries(facts) as [FactName, Fact][])
  .filter(([, { index }]) => index === "lastVisit")
  .map(([name]) => name);

/** What conditions ask of somebody who is on no page now. @param visit how their last visit was, as the index of profiles has it */
export function factsOffPage(person: OfPerson, visit: Readonly<Record<string, unknown>>): Facts {
  const seen = Object.fromEntries(ofTheVisit.map((name) => [name, visit[name] ?? null]));
  return { ...personFacts(person), ...seen };
}

/** What they did, as far as it is counted. */
export function behaviourOf({ snapshot, nowMs }: OfPerson): Behaviour {
  return { nowMs, sessionStartedAtMs: snapshot.session.startedAtMs, timesMs: snapshot.timesMs };
}

/**
 * A fact that the profile works out.
 * @param atFirst what is so of somebody of whom no event has arrived. Of others it is not known until the profile says.
 */
function ofProfile<Name extends keyof ProfileFacts>(
  name: Name,
  atFirst: NonNullable<ProfileFacts[Name]> | null,
) {
  return ({ snapshot }: OfPerson): NonNullable<ProfileFacts[Name]> | null =>
    snapshot.facts[name] ?? (snapshot.version === 0 ? atFirst : null);
}

export function daysBetween(sinceMs: number | null | undefined, untilMs: number): number | null {
  return sinceMs === null || sinceMs === undefined ? null : wholeUnits(sinceMs, untilMs, dayMs);
}

export function wholeUnits(sinceMs: number, untilMs: number, unitMs: number): number {
  return Math.max(0, Math.floor((untilMs - sinceMs) / unitMs));
}
