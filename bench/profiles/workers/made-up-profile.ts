import { fnv1a32 } from "../../../model/assignment/fnv1a32.ts";
import type { IndexRow } from "../../../model/index-row.ts";
import { sequence } from "../../sequence.ts";
import { counter } from "./audiences.ts";

export const site = "bench";
export const nowMs = Date.UTC(2026, 10, 22, 12);
const dayMs = 86_400_000;

const firstNames =
  "Anna Andreas Annabel Björn Carla Clément Dörte Emil Fatma Giulia Hanna Ines Jakub José Katarzyna Lena Łukasz Marie Müge Noah Olga Paul Quirin Rosa Søren Tom Ulrike Vera Wanda Xenia Yusuf Zoë".split(
    " ",
  );
const syllables = "ber dor fel gar hof kes lin mar nau pol que ros sen tal ulm wei".split(" ");
const countries = ["DE", "AT", "CH", "FR", "IT", "ES", "NL", "BE", "PL", "SE"];
const cities = ["Berlin", "Wien", "Bern", "Lyon", "Torino", "Sevilla", "Utrecht", "Gent", "Gdańsk", "Malmö"];
const sources = ["google", "instagram", "newsletter", "direct", "bing", "tiktok"];
const categories = ["Lips", "Eyes", "Face", "Skin", "Hair", "Body"];
/** The e-mail of the known person with this number, as a node; every fifth is known. */
export function emailOf(number: number): string {
  return `email:${idOf(`email ${number}`)}`;
}

/** The same profile for the same number. */
export function madeUpProfile(number: number): IndexRow {
  const random = sequence(number + 1);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const isKnown = number % 5 === 0;
  const id = idOf(`profile ${number}`);
  const place = Math.floor(random() * countries.length);
  const seenAtMs = nowMs - Math.floor(random() ** 2 * 365 * dayMs);
  const orders = isKnown ? Math.floor(random() ** 2 * 12) : 0;
  return {
    type: "profile",
    site,
    id,
    version: 1,
    seenAtMs,
    sessionStartedAtMs: seenAtMs - 200_000,
    name: isKnown ? nameOf(number) : null,
    facts: {
      source: pick(sources),
      medium: pick(["cpc", "social", "email", "none"]),
      campaign: `campaign-${Math.floor(random() * 50)}`,
      device: pick(["mobile", "mobile", "tablet", "desktop"]),
      browser: pick(["Chrome", "Safari", "Firefox", "Edge"]),
      browserVersion: `${100 + Math.floor(random() * 40)}.0`,
      os: pick(["Android", "iOS", "Windows", "macOS"]),
      osVersion: `${10 + Math.floor(random() * 9)}.1`,
      language: pick(["de", "fr", "it", "es", "nl", "pl", "sv"]),
      languages: ["de-DE", "de", "en"],
      country: countries[place],
      continent: "EU",
      inEuropeanUnion: true,
      city: cities[place],
      visitorTimeZone: "Europe/Berlin",
      visitor: pick(["new", "returning"]),
      visits: 1 + Math.floor(random() * 20),
      pagesViewed: 1 + Math.floor(random() * 200),
      firstSeenAtMs: seenAtMs - Math.floor(random() * 300 * dayMs),
      landingPage: `/collections/${pick(categories).toLowerCase()}`,
      cartValue: random() < 0.3 ? Math.floor(random() * 120) : 0,
      cartItems: random() < 0.3 ? 1 : 0,
      known: isKnown,
      orders,
      favouriteCategory: pick(categories),
      categoryAffinity: Object.fromEntries(
        categories.map((name) => [name, Math.round(random() * 1000) / 1000]),
      ),
      ...(orders === 0
        ? {}
        : {
            lifetimeValue: orders * 40,
            averageOrderValue: 40,
            lastOrderAtMs: nowMs - Math.floor(random() * 200 * dayMs),
          }),
      ...(isKnown
        ? {
            tags: random() < 0.2 ? ["VIP", "newsletter"] : ["newsletter"],
            points: Math.floor(random() * 900),
          }
        : {}),
    },
    times: {
      [counter]: Array.from(
        { length: Math.floor(random() * 4) },
        () => nowMs - Math.floor(random() * 20 * dayMs),
      ),
    },
    nodes: [
      `visitor:${isKnown ? idOf(`visitor ${number}`) : id}`,
      ...(isKnown ? [`customer:${id}`, emailOf(number)] : []),
    ],
  };
}

export function nameOf(number: number): string {
  const random = sequence(number + 7);
  const pick = (values: readonly string[]) => values[Math.floor(random() * values.length)] ?? "";
  const last = `${pick(syllables)}${pick(syllables)}${pick(syllables)}`;
  return `${pick(firstNames)} ${last.charAt(0).toUpperCase()}${last.slice(1)}`;
}

/** As long as ids and hashes are. */
function idOf(text: string): string {
  const hashes = ["a", "b", "c", "d"].map((salt) => fnv1a32(`${salt}${text}`).toString(36).padStart(7, "0"));
  return hashes.join("").slice(0, 22);
}
