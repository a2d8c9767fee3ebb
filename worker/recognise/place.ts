import type { Point } from "../../model/facts/facts.ts";
import type { FactValue } from "../../model/facts/facts.ts";

/** What Cloudflare tells of a request, any part of which may be missing. Locally it is made up. */
export type RequestDetails = Readonly<Record<string, unknown>>;

export function detailsOf(request: Request): RequestDetails {
  return request.cf ?? {};
}

const continents: readonly string[] = [
  "AF",
  "AN",
  "AS",
  "EU",
  "NA",
  "OC",
  "SA",
] satisfies FactValue<"continent">[];

/** ISO 3166-1 alpha-2; `null` also for Tor (`T1`) and where Cloudflare does not know (`XX`). */
export function countryOf(details: RequestDetails): string | null {
  const { country } = details;
  return typeof country === "string" && /^[A-Z]{2}$/.test(country) && country !== "XX" ? country : null;
}

export function continentOf({ continent }: RequestDetails): FactValue<"continent"> | null {
  return typeof continent === "string" && continents.includes(continent)
    ? (continent as FactValue<"continent">)
    : null;
}

/** Cloudflare says `1` for a country of the European Union, and nothing for any other. */
export function isInEuropeanUnion(details: RequestDetails): boolean | null {
  return countryOf(details) === null ? null : details["isEUCountry"] === "1";
}

export function locationOf({ latitude, longitude }: RequestDetails): Point | null {
  const point = { latitude: degrees(latitude, 90), longitude: degrees(longitude, 180) };
  return Number.isNaN(point.latitude + point.longitude) ? null : point;
}

function degrees(value: unknown, most: number): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Math.abs(number) <= most ? number : Number.NaN;
}
