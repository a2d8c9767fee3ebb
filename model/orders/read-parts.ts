import * as v from "valibot";
import { Identity } from "../identity/identity.ts";

/** A number or a text that names something: an order, a product. */
export const Id = v.union([
  v.pipe(v.number(), v.integer(), v.minValue(0), v.transform(String)),
  v.pipe(v.string(), v.trim(), v.regex(/^[^\u0000-\u001f\u007f]{1,100}$/, "An id has 1 to 100 characters.")),
]);

/** A text that may be missing: `null`, empty and missing are one. */
export const Text = v.optional(
  v.nullable(
    v.pipe(
      v.string(),
      v.transform((text) => text.slice(0, 200)),
    ),
  ),
  null,
);

/** A moment in ISO 8601, in ms since 1970. @param zone what is added where the shop leaves the zone out. */
export function Moment(zone = "") {
  return v.pipe(
    v.string(),
    v.transform((text) => Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}${zone}`)),
    v.number(),
    v.integer("A moment is written in ISO 8601."),
    v.minValue(0),
  );
}

/**
 * The first of what a shop says of its customer that names somebody, and no more: addresses and numbers are typed by the
 * shopper at the checkout, and several of them together would make one person of two.
 */
export function surestName(said: Readonly<Record<string, string | null | undefined>>): Identity[] {
  const identities = Object.entries(said).flatMap(([type, value]) => {
    const identity = v.safeParse(Identity, { type, value: value ?? "" });
    return identity.success ? [identity.output] : [];
  });
  return identities.slice(0, 1);
}

/** Without what is not known. */
export function known(item: Readonly<Record<string, string | number | null | undefined>>) {
  const parts = Object.entries(item).filter(([, part]) => part !== null && part !== undefined && part !== "");
  return Object.fromEntries(parts) as Record<string, string | number>;
}
