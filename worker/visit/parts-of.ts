import type { MissedOffer } from "../../model/missed-moment.ts";
import type { Decisions } from "../decide/decision.ts";

/** The parts of the snippet that a page with these changes needs. */
export function partsOf({ edits, watched }: Pick<Decisions, "edits" | "watched">): string[] {
  const offers = edits.flatMap((edit) => (edit.type === "insertOffer" ? [edit] : []));
  const isWaitedFor = offers.some(({ trigger }) => trigger !== null) || missedIn({ watched }).length > 0;
  return [
    ...(offers.some(({ offer }) => offer.dismissible) ? ["offer"] : []),
    ...(isWaitedFor ? ["trigger"] : []),
  ];
}

/** What the part that waits has to know of offers that somebody is not shown. */
export function missedIn({ watched }: Pick<Decisions, "watched">): MissedOffer[] {
  return watched.flatMap(({ rule, variant, moments }) =>
    moments.map((moment) => ({ rule, variant, ...moment })),
  );
}
