import * as fc from "fast-check";
import type { Link } from "../identity/link.ts";

/** Few nodes, so that links meet: customers, e-mails that are shared at times, cards, and visitors. */
const strong = [
  "customer:C1",
  "customer:C2",
  "customer:C3",
  "email:E1",
  "email:E2",
  "email:E3",
  "phone:P1",
  "card:K1",
  "loyalty:L1",
];
const visitors = ["visitor:V1", "visitor:V2", "visitor:V3"];

/** Links as shops, channels and people say them. */
export const saidLinks: fc.Arbitrary<Link[]> = fc
  .array(
    fc.record({
      timeMs: fc.integer({ min: 1, max: 12 }),
      strong: fc.uniqueArray(fc.constantFrom(...strong), { minLength: 1, maxLength: 3 }),
      visitor: fc.option(fc.constantFrom(...visitors), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((said) =>
    said.map(({ timeMs, strong: nodes, visitor }, index) => ({
      id: `link-${String(index).padStart(4, "0")}`,
      timeMs: timeMs * 1000,
      nodes: visitor === undefined ? nodes : [...nodes, visitor],
      by: "api",
    })),
  );
