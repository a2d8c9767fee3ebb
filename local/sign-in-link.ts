/** `npm run sign-in-link`: a link into the dashboard that was deployed, for whoever may write its database. */
import { join } from "node:path";
import { unstable_readConfig } from "wrangler";
import { home } from "./home.ts";
import { newSignInLink } from "./sign-in.ts";
import { runWrangler } from "./wrangler.ts";

const { vars } = unstable_readConfig({ config: join(home, "wrangler.toml") }, { hideWarnings: true }) as {
  vars: Record<string, unknown>;
};
const host = vars["DASHBOARD_HOST"];
if (typeof host !== "string" || host === "") {
  console.error("Name the dashboard's host first: DASHBOARD_HOST in wrangler.toml.");
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
