/**
 * Who gets which variation, by the hashing that GrowthBook publishes for all its SDKs: the same seed and value give the
 * same variation here and there. Public as `edgewise/assignment`. Everything is pure.
 *
 * Source: https://docs.growthbook.io/lib/build-your-own, version 0.7.1 of its text.
 */
import { fnv1a32 } from "./fnv1a32.ts";

/** A part of the line from 0 to 1: its start, which belongs to it, and its end, which does not. */
export type BucketRange = readonly [start: number, end: number];

/** The part of a namespace that an experiment takes. Experiments whose parts do not overlap never share a visitor. */
export type Namespace = readonly [id: string, start: number, end: number];

/**
 * The place of a value on the line from 0 to 1, which is never 1 itself.
 *
 * @param seed what tells this experiment from others
 * @param value what tells this visitor from others
 * @param version 2 for everything new; 1, with 1,000 places instead of 10,000, lets experiments that run at the same
 *   time influence each other
 * @returns null for a version that does not exist
 */
export function hash(seed: string, value: string, version: 1 | 2): number;
export function hash(seed: string, value: string, version: number): number | null;
export function hash(seed: string, value: string, version: number): number | null {
  if (version === 2) return (fnv1a32(String(fnv1a32(`${seed}${value}`))) % 10_000) / 10_000;
  if (version === 1) return (fnv1a32(`${value}${seed}`) % 1_000) / 1_000;
  return null;
}

/** `n` equal weights, which sum up to 1 but for rounding; none for less than one. */
export function equalWeights(n: number): number[] {
  return Array.from({ length: n }, () => 1 / n);
}

/**
 * The range of each variation. A range starts where the weights before it end, and coverage shortens it at its end
 * alone, so that more or less coverage lets visitors in or out, but moves nobody from one variation to another.
 *
 * @param count how many variations there are
 * @param coverage which share of visitors takes part, everybody unless given; below 0 is 0, above 1 is 1
 * @param weights a share for each variation; equal ones instead where there are none, where their number is not `count`
 *   or their sum is not between 0.99 and 1.01
 */
export function bucketRanges(
  count: number,
  coverage?: number | null,
  weights?: readonly number[] | null,
): BucketRange[] {
  const covered = Math.min(Math.max(coverage ?? 1, 0), 1);
  let start = 0;
  return usableWeights(count, weights).map((weight) => {
    const range: BucketRange = [start, start + covered * weight];
    start += weight;
    return range;
  });
}

function usableWeights(count: number, weights: readonly number[] | null | undefined): readonly number[] {
  if (weights?.length !== count) return equalWeights(count);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum >= 0.99 && sum <= 1.01 ? weights : equalWeights(count);
}

/** The first variation whose range holds `n`; -1 where none does. */
export function chooseVariation(n: number, ranges: readonly BucketRange[]): number {
  return ranges.findIndex((range) => isWithin(n, range));
}

/** Whether the visitor is in the part of the namespace that the experiment takes. */
export function inNamespace(value: string, [id, start, end]: Namespace): boolean {
  return isWithin(hash(`__${id}`, value, 1), [start, end]);
}

function isWithin(n: number, [start, end]: BucketRange): boolean {
  return n >= start && n < end;
}

/** What {@link assign} goes by. A variation is named by its place in `ranges`, from 0. */
export interface AssignmentInput {
  readonly seed: string;
  /** What tells this visitor from others. Whoever has none, an empty text, takes no part. */
  readonly value: string;
  readonly hashVersion: number;
  /** From {@link bucketRanges}. */
  readonly ranges: readonly BucketRange[];
  readonly namespace?: Namespace | undefined;
  /**
   * Variations that this person had before, the one that counts most first: after a login, what the customer had, then
   * what the browser had. The first that still exists is kept, whatever weights, coverage and namespace are now.
   */
  readonly sticky?: readonly (number | undefined)[] | undefined;
  /** The variation that a preview asks for, before everything else. One that does not exist is as none. */
  readonly forced?: number | undefined;
}

/** What {@link assign} found. */
export interface Assignment {
  /** -1 for a visitor who takes no part. */
  readonly variation: number;
  /** Where the value hashes to, whether or not that decided; null where there is no value or no such hash version. */
  readonly bucket: number | null;
  readonly how: "forced" | "sticky" | "hashed" | "excluded";
}

/** Which variation a visitor gets: the forced one, else the one they had, else the one that their value hashes to. */
export function assign({
  seed,
  value,
  hashVersion,
  ranges,
  namespace,
  sticky = [],
  forced,
}: AssignmentInput): Assignment {
  const exists = (variation: number | undefined): variation is number =>
    variation !== undefined && ranges[variation] !== undefined;
  const bucket = value === "" ? null : hash(seed, value, hashVersion);
  if (exists(forced)) return { variation: forced, bucket, how: "forced" };
  if (bucket === null) return { variation: -1, bucket, how: "excluded" };
  const kept = sticky.find(exists);
  if (kept !== undefined) return { variation: kept, bucket, how: "sticky" };
  const isOpen = namespace === undefined || inNamespace(value, namespace);
  const variation = isOpen ? chooseVariation(bucket, ranges) : -1;
  return { variation, bucket, how: variation === -1 ? "excluded" : "hashed" };
}
