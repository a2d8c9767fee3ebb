/** `npm run test:browsers`: what depends on the browser, in Firefox and in the engine of Safari. */
import { buildStep } from "./checks.ts";
import { verify } from "./verify.ts";

await verify({ steps: [buildStep], projects: ["other-browsers"], filters: process.argv.slice(2) });
