import { addressFacts } from "../../model/facts/address-facts.ts";
import type { FactName } from "../../model/facts/catalogue.ts";
import type { Facts, FactValue } from "../../model/facts/facts.ts";
import { weekdays } from "../../model/weekdays.ts";
import { deviceOf } from "./device.ts";
import { baseLanguage } from "./languages.ts";
import { behaviourOf, daysBetween, personReaders, wholeUnits } from "./person-facts.ts";
import { continentOf, countryOf, isInEuropeanUnion, locationOf } from "./place.ts";
import { type Reading, readingOf, type Sources } from "./reading.ts";

/**
 * Gathers facts for conditions: only those that somebody wants, since some take long to find out. Whatever a request
 * holds, nothing here throws; what cannot be made out is `null`.
 */
export function gatherFacts(wanted: readonly FactName[], sources: Sources): Facts {
  const reading = readingOf(sources);
  return {
    ...Object.fromEntries(wanted.map((name) => [name, readers[name](reading)])),
    behaviour: behaviourOf(sources),
  };
}

const minuteMs = 60_000;

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
  pagesThisVisit: ({ session }) => session.pages,
  daysSinceLastVisit: ({ session }) => daysBetween(session.previousVisitAtMs, session.startedAtMs),
  visitMinutes: ({ session, nowMs }) => wholeUnits(session.startedAtMs, nowMs, minuteMs),
  landingPage: ({ session }) => textOrNull(session.landingPage),

  ...personReaders,
} satisfies { [Name in FactName]: (reading: Reading) => FactValue<Name> | null };

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
