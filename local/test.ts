/** `npm test`: everything. `npm test -- coupon` runs only the tests in files whose names hold the word. */
import { verify } from "./verify.ts";

await verify({ inBrowser: true, filters: process.argv.slice(2) });
