import { existsSync, readdirSync, readFileSync } from "node:fs";

const dashboard = "dist/assets/dashboard/";

/** The file, and every file that it cannot run without. */
function withImports(file, known = new Set()) {
  if (known.has(file)) return known;
  known.add(file);
  const text = readFileSync(dashboard + file, "utf8");
  const named = text.matchAll(/(?:from|import)\s*["']\.\/([\w-]+\.js)["']/g);
  for (const [, name] of named) withImports(`assets/${name}`, known);
  return known;
}

/** What a browser loads before it can show a screen: the page, what it names, and the screen's own part. */
function firstLoad(screen) {
  if (!existsSync(`${dashboard}index.html`)) return ["missing"];
  const page = readFileSync(`${dashboard}index.html`, "utf8");
  const named = [...page.matchAll(/(?:src|href)="\/(assets\/[\w-]+\.(?:js|css))"/g)].map(([, file]) => file);
  const own = readdirSync(`${dashboard}assets`).filter((file) =>
    new RegExp(`^${screen}-[\\w-]{8}\\.js$`).test(file),
  );
  if (own.length !== 1) return ["missing"];
  const scripts = [...named.filter((file) => file.endsWith(".js")), ...own.map((file) => `assets/${file}`)];
  const files = new Set(["index.html"]);
  for (const script of scripts) for (const file of withImports(script)) files.add(file);
  // A part's styles are in a file of the same name, which is loaded with it.
  const parts = [...files].map((file) => /^assets\/([\w-]+)-[\w-]{8}\.js$/.exec(file)?.[1]);
  const styles = readdirSync(`${dashboard}assets`).filter((file) =>
    parts.some((part) => part !== undefined && new RegExp(`^${part}-[\\w-]{8}\\.css$`).test(file)),
  );
  return [...files, ...styles.map((file) => `assets/${file}`)].map((file) => dashboard + file);
}

export default [
  { name: "snippet", path: "dist/assets/snippet/s.js", gzip: true, limit: "2700 B" },
  { name: "snippet's part before consent", path: "dist/assets/snippet/c.js", gzip: true, limit: "4000 B" },
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
  { name: "dashboard's first load: home", path: firstLoad("home-screen"), gzip: true, limit: "30 KB" },
  { name: "dashboard's first load: rules", path: firstLoad("rules-screen"), gzip: true, limit: "30 KB" },
  { name: "edge worker", path: "dist/edgewise/*.js", gzip: true, limit: "150 KB" },
  { name: "objects worker", path: "dist/edgewise-objects/*.js", gzip: true, limit: "150 KB" },
  { name: "API worker", path: "dist/edgewise-api/*.js", gzip: true, limit: "150 KB" },
];
