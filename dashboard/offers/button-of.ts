import type { Offer } from "../../model/offer.ts";

/** Label and link empty is how a form says that there is no button. */
export function buttonOf(label: string, link: string): Offer["button"] {
  return label.trim() === "" && link.trim() === "" ? null : { label, link };
}
