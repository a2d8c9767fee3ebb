import type { Point } from "../facts/facts.ts";
import { isDocument } from "./condition-document.ts";

/** What `$near` asks for: a place within so many kilometres of a point. */
interface Near extends Point {
  readonly km: number;
}

/** Half of the Earth's girth at the equator: nothing is further away. */
const furthestKm = 20_038;

/** The mean radius R₁ of the GRS 80 ellipsoid. Source: Moritz, Geodetic Reference System 1980, section 3. */
const earthRadiusKm = 6371.0088;

/** What is wrong with the operand of `$near`; `undefined` where it is right. */
export function nearProblem(operand: unknown): string | undefined {
  if (!isDocument(operand)) return "$near takes latitude, longitude and km.";
  const { latitude, longitude, km, ...others } = operand;
  if (!isWithin(latitude, 90)) return "The latitude is a number from -90 to 90.";
  if (!isWithin(longitude, 180)) return "The longitude is a number from -180 to 180.";
  if (!isWithin(km, furthestKm) || km <= 0) return "km is a number above 0 and up to 20,038.";
  const [other] = Object.keys(others);
  return other === undefined ? undefined : `$near takes latitude, longitude and km, and no ${other}.`;
}

function isWithin(value: unknown, most: number): value is number {
  return typeof value === "number" && Math.abs(value) <= most;
}

/** Compiles `$near`. A place that is not known is near to nothing. */
export function compileNear(operand: unknown): (value: unknown) => boolean {
  if (nearProblem(operand) !== undefined) return () => false;
  const near = operand as Near;
  return (value) => isPoint(value) && distanceKm(value, near) <= near.km;
}

function isPoint(value: unknown): value is Point {
  return isDocument(value) && isWithin(value["latitude"], 90) && isWithin(value["longitude"], 180);
}

/**
 * The way along the surface between two points, in kilometres, by the haversine formula: within 0.6 % of the truth,
 * since the Earth is no perfect sphere.
 * Source: Sinnott, Virtues of the Haversine, Sky and Telescope 68 (1984), 159.
 */
export function distanceKm(from: Point, to: Point): number {
  const radians = Math.PI / 180;
  const half = (a: number, b: number) => Math.sin(((b - a) * radians) / 2) ** 2;
  const haversine =
    half(from.latitude, to.latitude) +
    Math.cos(from.latitude * radians) * Math.cos(to.latitude * radians) * half(from.longitude, to.longitude);
  return 2 * earthRadiusKm * Math.asin(Math.sqrt(Math.min(1, haversine)));
}
