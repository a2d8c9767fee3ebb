import { hash } from "../../model/assignment/assignment.ts";

/** Profiles are in so many buckets: the rows of some of them are a sample. */
export const buckets = 10_000;

/**
 * The bucket of a profile, from 0 to 9999. No experiment has this seed, so that a sample is as mixed as everybody.
 */
export function bucketOf(profile: string): number {
  return Math.round(hash("profile-sample", profile, 2) * buckets);
}
