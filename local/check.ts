/** `npm run check`: everything but the tests that need a browser. */
import { verify } from "./verify.ts";

await verify({ inBrowser: false, filters: process.argv.slice(2) });
