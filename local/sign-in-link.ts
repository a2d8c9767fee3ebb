/** `npm run sign-in-link`: a link into the dashboard that was deployed, for whoever may write its database. */
import { join } from "node:path";
import { unstable_readConfig } from "wrangler";
import { home } from "./home.ts";
import { api } from "./scripts.ts";
import { newSignInLink } from "./sign-in.ts";
import { runWrangler } from "./wrangler.ts";

const { routes = [] } = unstable_readConfig({ config: join(home, api.config) }, { hideWarnings: true }) as {
  routes?: (string | { pattern: string })[];
};
const [route] = routes;
const host = (typeof route === "object" ? route.pattern : route)?.split("/")[0];
if (host === undefined) {
  console.error(`Name the dashboard's host first: as the route in ${api.config}.`);
  process.exit(1);
}
const { token, statements } = newSignInLink(Date.now());
const { code, output } = await runWrangler(
  "d1",
  "execute",
  "DB",
  "--remote",
  "--yes",
  "--command",
  statements.join("; "),
);
if (code !== 0) {
  console.error(`The link could not be made:\n${output.trim()}`);
  process.exit(1);
}
console.log(`https://${host}/sign-in?token=${token}\n(works once, for 24 hours)`);
