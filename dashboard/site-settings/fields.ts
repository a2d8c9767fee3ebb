import type { Site } from "../../model/site.ts";
import { noNumber } from "../text/number.ts";
import type { SiteEditing } from "./site-editing.ts";

/** The part of a site that its cart's form is. */
type CartForm = NonNullable<Site["cart"]>;

const noCart: CartForm = { path: "", field: "", applied: "", total: "" };

/** The form with one field changed; `null` once nothing is left in it. */
export function cartWith(cart: Site["cart"], changes: Partial<CartForm>): Site["cart"] {
  const next = { ...(cart ?? noCart), ...changes };
  return Object.values(next).every((value) => value === "") ? null : next;
}

/** The same of the platform's API. */
export function shopApiWith(
  shopApi: Site["shopApi"],
  changes: { address?: string; key?: string },
): Site["shopApi"] {
  const address = changes.address ?? shopApi?.address ?? "";
  const key = changes.key ?? shopApi?.key ?? "";
  return address === "" && key === "" ? null : { address, key: key === "" ? null : key };
}

/** A share as percent, and back; what is no number stays none, for the API to refuse. */
export function percentOf(share: number): number {
  return share === noNumber ? noNumber : Math.round(share * 1e6) / 1e4;
}

export function shareOf(percent: number | null): number {
  if (percent === null) return 0;
  return percent === noNumber ? noNumber : percent / 100;
}

/** What a text field of the site needs, where an empty one is `""`. */
export function textField<F extends "name" | "prefix" | "accent" | "currency" | "timeZone" | "language">(
  editing: SiteEditing,
  name: F,
) {
  return {
    value: editing.site.value[name],
    problem: editing.problemAt(name),
    onValue: (value: string) => editing.edit({ [name]: value }),
  };
}

/** What a list of lines of the site needs. */
export function linesField(editing: SiteEditing, name: "hosts" | "snippetHosts" | "leftAlone") {
  return {
    lines: editing.site.value[name],
    problem: editing.problemAt(name),
    onLines: (lines: string[]) => editing.edit({ [name]: lines }),
  };
}
