import { quietly } from "../quietly.ts";

/** When to look for a banner's interface, after this script has loaded: tag managers bring theirs late. */
const looksMs = [0, 500, 2000, 5000, 15_000, 60_000];

/** Looks for something until it is there. @param look returns whether it is. */
export function lookLater(look: () => boolean): void {
  let isThere = false;
  for (const waitMs of looksMs)
    setTimeout(
      quietly(() => (isThere ||= look())),
      waitMs,
    );
}
