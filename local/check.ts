/** `npm run check`: everything but the tests that need a browser. */
import { checksBefore } from "./checks.ts";
import { verify } from "./verify.ts";

const filters = process.argv.slice(2);
await verify({ steps: checksBefore(filters), projects: ["pure", "edge", "node"], filters });
