import * as v from "valibot";

/** Whoever is led somewhere gets there sooner than that, by whatever the shop's own server makes of the address. */
export const onTheWayMs = 20_000;

/** By rule: whom it has just led to another page, and when, in ms since 1970. They have the variant that is seen there. */
export const Led = v.record(
  v.string(),
  v.object({ variant: v.string(), atMs: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
);
export type Led = v.InferOutput<typeof Led>;
