/** `npm run test:vendure`: Edgewise before a real Vendure shop. A word behind `--` filters as with `npm test`. */
import { buildStep } from "./checks.ts";
import { verify } from "./verify.ts";

await verify({ steps: [buildStep], projects: ["vendure"], filters: process.argv.slice(2) });
