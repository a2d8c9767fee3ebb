import type { Edit } from "../decide/compile-rules.ts";

/** The parts of the snippet that a page with these changes needs. */
export function partsOf(edits: readonly Edit[]): string[] {
  const offers = edits.flatMap((edit) => (edit.type === "insertOffer" ? [edit] : []));
  return [
    ...(offers.some(({ offer }) => offer.dismissible) ? ["offer"] : []),
    ...(offers.some(({ trigger }) => trigger !== null) ? ["trigger"] : []),
  ];
}
