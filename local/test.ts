/** `npm test`: everything. `npm test -- coupon` runs only the tests in files whose names hold the word. */
import { checksBefore } from "./checks.ts";
import { verify } from "./verify.ts";

const filters = process.argv.slice(2);
await verify({
  steps: checksBefore(filters),
  // Whoever filters does not wait for a shop to be installed.
  projects: ["pure", "edge", "node", "browser", ...(filters.length > 0 ? [] : ["vendure" as const])],
  filters,
});
