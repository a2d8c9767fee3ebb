import type { Edit } from "../decide/compile-rules.ts";

/** The parts of the snippet that a page with these changes needs. */
export function partsOf(edits: readonly Edit[]): string[] {
  const isClosable = edits.some((edit) => edit.type === "insertOffer" && edit.offer.dismissible);
  return isClosable ? ["offer"] : [];
}
