import { consentFact } from "../../model/consent/purpose.ts";
import { addressFacts } from "../../model/facts/address-facts.ts";
import type { FactName } from "../../model/facts/catalogue.ts";
import type { Facts, FactValue } from "../../model/facts/facts.ts";
import type { ProfileFacts } from "../../model/snapshot.ts";
import { weekdays } from "../../model/weekdays.ts";
import { deviceOf } from "./device.ts";
import { baseLanguage } from "./languages.ts";
import { continentOf, countryOf, isInEuropeanUnion, locationOf } from "./place.ts";
import { type Reading, readingOf, type Sources } from "./reading.ts";

/**
 * Gathers facts for conditions: only those that somebody wants, since some take long to find out. Whatever a request
 * holds, nothing here throws; what cannot be made out is `null`.
 */
export function gatherFacts(wanted: readonly FactName[], sources: Sources): Facts {
  const { snapshot, nowMs } = sources;
  const reading = readingOf(sources);
  const { startedAtMs } = snapshot.session;
  return {
    ...Object.fromEntries(wanted.map((name) => [name, readers[name](reading)])),
    behaviour: { nowMs, sessionStartedAtMs: startedAtMs, timesMs: snapshot.timesMs },
  };
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const longestText = 200;

/** How each fact is read. */
const readers = {
  source: ({ session }) => textOrNull(session.source),
  medium: ({ session }) => textOrNull(session.medium),
  campaign: ({ session }) => textOrNull(session.campaign),
  term: ({ session }) => textOrNull(session.term),
  content: ({ session }) => textOrNull(session.content),
  searchEngine: ({ session }) => textOrNull(session.searchEngine),
  referrer: ({ session }) => textOrNull(session.referrer),

  url: ({ url }) => addressFacts(url()).url,
  path: ({ url }) => addressFacts(url()).path,
  query: ({ url }) => addressFacts(url()).query,
  previousPage: ({ session }) => textOrNull(session.previousPage),

  device: ({ request }) => deviceOf(request.headers),
  browser: ({ agent }) => agent().browser,
  browserVersion: ({ agent }) => agent().browserVersion,
  os: ({ agent }) => agent().os,
  osVersion: ({ agent }) => agent().osVersion,
  language: ({ languages }) => {
    const [first] = languages();
    return first === undefined ? null : baseLanguage(first);
  },
  languages: ({ languages }) => languages(),

  country: ({ details }) => countryOf(details),
  continent: ({ details }) => continentOf(details),
  inEuropeanUnion: ({ details }) => isInEuropeanUnion(details),
  region: ({ details }) => textOrNull(details["region"]),
  regionCode: ({ details }) => textOrNull(details["regionCode"]),
  city: ({ details }) => textOrNull(details["city"]),
  postalCode: ({ details }) => textOrNull(details["postalCode"]),
  location: ({ details }) => locationOf(details),
  network: ({ details }) => textOrNull(details["asOrganization"]),

  hour: ({ shopTime }) => hourOf(shopTime()),
  weekday: ({ shopTime }) => weekdayOf(shopTime()),
  date: ({ shopTime }) => shopTime()?.date ?? null,
  visitorHour: ({ visitorTime }) => hourOf(visitorTime()),
  visitorWeekday: ({ visitorTime }) => weekdayOf(visitorTime()),
  visitorDate: ({ visitorTime }) => visitorTime()?.date ?? null,
  visitorTimeZone: ({ visitorTime, details }) =>
    visitorTime() === null ? null : textOrNull(details["timezone"]),

  visitor: ({ session, snapshot }) => (session.startedAtMs > snapshot.firstSeenAtMs ? "returning" : "new"),
  visits: ({ session }) => session.number,
  pagesThisVisit: ({ session }) => session.pages,
  pagesViewed: ({ snapshot }) => snapshot.pagesViewed,
  daysSinceFirstVisit: ({ snapshot, nowMs }) => daysBetween(snapshot.firstSeenAtMs, nowMs),
  daysSinceLastVisit: ({ session }) => daysBetween(session.previousVisitAtMs, session.startedAtMs),
  visitMinutes: ({ session, nowMs }) => wholeUnits(session.startedAtMs, nowMs, minuteMs),
  landingPage: ({ session }) => textOrNull(session.landingPage),

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
  experiments: ({ snapshot }) => snapshot.memory.variants,
} satisfies { [Name in FactName]: (reading: Reading) => FactValue<Name> | null };

/**
 * A fact that the profile works out.
 * @param atFirst what is so of somebody of whom no event has arrived. Of others it is not known until the profile says.
 */
function ofProfile<Name extends keyof ProfileFacts>(
  name: Name,
  atFirst: NonNullable<ProfileFacts[Name]> | null,
) {
  return ({ snapshot }: Reading): NonNullable<ProfileFacts[Name]> | null =>
    snapshot.facts[name] ?? (snapshot.version === 0 ? atFirst : null);
}

/** What is there of a text that may be empty, or anything else. */
function textOrNull(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value.slice(0, longestText) : null;
}

function hourOf(time: { minutes: number } | null): number | null {
  return time === null ? null : Math.floor(time.minutes / 60);
}

function weekdayOf(time: { weekday: number } | null) {
  return (time && weekdays[time.weekday]) ?? null;
}

function daysBetween(sinceMs: number | null | undefined, untilMs: number): number | null {
  return sinceMs === null || sinceMs === undefined ? null : wholeUnits(sinceMs, untilMs, dayMs);
}

function wholeUnits(sinceMs: number, untilMs: number, unitMs: number): number {
  return Math.max(0, Math.floor((untilMs - sinceMs) / unitMs));
}
