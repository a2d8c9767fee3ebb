import { existsSync, readFileSync } from "node:fs";

const dashboard = "dist/assets/dashboard/";

/** The page, and what it names. Its own script comes first, and says what each screen needs. */
function shell() {
  if (!existsSync(`${dashboard}index.html`)) return ["missing"];
  const page = readFileSync(`${dashboard}index.html`, "utf8");
  const named = [...page.matchAll(/(?:src|href)="\/(assets\/[\w-]+\.(?:js|css))"/g)].map(([, file]) => file);
  return [...named, "index.html"].map((file) => dashboard + file);
}

/** What a browser loads before it can show a screen: the shell, and what its script loads with the screen, styles as well. */
function firstLoad(screen) {
  const [entry, ...others] = shell();
  if (entry === "missing") return ["missing"];
  const script = readFileSync(entry, "utf8");
  const [, all] = /m\.f=(\[[^\]]*\])/.exec(script) ?? [];
  const [, own] = new RegExp(`/${screen}-[^]{1,80}?__vite__mapDeps\\(\\[([\\d,]*)\\]`).exec(script) ?? [];
  if (all === undefined || own === undefined) return ["missing"];
  const parts = own.split(",").map((index) => dashboard + JSON.parse(all)[Number(index)]);
  return [...new Set([entry, ...others, ...parts])];
}

export default [
  { name: "snippet", path: "dist/assets/snippet/s.js", gzip: true, limit: "2700 B" },
  { name: "snippet's part before consent", path: "dist/assets/snippet/c.js", gzip: true, limit: "4000 B" },
  { name: "snippet: cover", path: "dist/assets/snippet/cover.js", gzip: true, limit: "1000 B" },
  {
    name: "snippet: survival of changes",
    path: "dist/assets/snippet/keep.js",
    gzip: true,
    limit: "4000 B",
  },
  {
    name: "snippet: changes in the browser",
    path: "dist/assets/snippet/apply.js",
    gzip: true,
    limit: "4000 B",
  },
  { name: "snippet: offers that close", path: "dist/assets/snippet/offer.js", gzip: true, limit: "4000 B" },
  { name: "snippet: debug mode", path: "dist/assets/snippet/debug.js", gzip: true, limit: "4000 B" },
  { name: "snippet: editing a page", path: "dist/assets/snippet/edit.js", gzip: true, limit: "4000 B" },
  { name: "snippet: triggers", path: "dist/assets/snippet/trigger.js", gzip: true, limit: "4000 B" },
  { name: "snippet: platforms", path: "dist/assets/snippet/platform.js", gzip: true, limit: "4000 B" },
  { name: "snippet: web vitals", path: "dist/assets/snippet/vitals.js", gzip: true, limit: "4000 B" },
  ...[
    "",
    "-bigcommerce",
    "-form",
    "-line",
    "-magento",
    "-medusa",
    "-saleor",
    "-shopify",
    "-vendure",
    "-woocommerce",
  ].map((shop) => ({
    name: `snippet: coupons${shop.replace("-", " by ")}`,
    path: `dist/assets/snippet/coupon${shop}.js`,
    gzip: true,
    limit: "4000 B",
  })),
  { name: "dashboard: shell", path: shell(), gzip: true, limit: "30 KB" },
  { name: "dashboard's first load: home", path: firstLoad("home-screen"), gzip: true, limit: "30 KB" },
  { name: "dashboard's first load: rules", path: firstLoad("rules-screen"), gzip: true, limit: "30 KB" },
  { name: "edge worker", path: "dist/edgewise/*.js", gzip: true, limit: "150 KB" },
  { name: "objects worker", path: "dist/edgewise-objects/*.js", gzip: true, limit: "150 KB" },
  { name: "jobs worker", path: "dist/edgewise-jobs/*.js", gzip: true, limit: "150 KB" },
  { name: "API worker", path: "dist/edgewise-api/*.js", gzip: true, limit: "150 KB" },
];
