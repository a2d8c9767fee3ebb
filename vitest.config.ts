import { randomBytes } from "node:crypto";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { kCurrentWorker } from "miniflare";
import { configDefaults, defineConfig } from "vitest/config";
import { trimLiquid } from "./local/trim/trim-liquid.ts";
import { trimWebAuthn } from "./local/trim/trim-webauthn.ts";

/** Two at a time: what the smallest machine that runs this has. */
const maxWorkers = 2;

/** Where tests wait more than they work, for what is sent later or for what must not happen, there are more. */
const waitingWorkers = { browser: 3, edge: 5 };

/** How many broken pages are tried: more of them in a long run. */
const fuzzRuns = Number(process.env["FUZZ_RUNS"] ?? 400);

/** Rooms of nothing but functions, and what other rooms have of them. */
const pure = [
  "model/**/*.test.ts",
  "worker/{decide,import,recognise,rewrite,sign-in}/**/*.test.ts",
  "worker/coupon/{beside-total,coupon,guesses}.test.ts",
  "worker/orders/is-signed.test.ts",
  "worker/profile/{affinity,amount,cart,consents,index-row-of,orders}.test.ts",
  "worker/share/{lifetime,whole}.test.ts",
  "worker/store/difference.test.ts",
  "worker/visit/{allow-ours,not-modified}.test.ts",
];

export default defineConfig({
  test: {
    maxWorkers,
    projects: [
      {
        // Inside workerd too. What is pure leaves nothing behind, so its files share what they run in: that saves each
        // of them the seconds of a start.
        plugins: [
          trimLiquid,
          trimWebAuthn,
          cloudflareTest({
            miniflare: { compatibilityDate: "2026-11-02", compatibilityFlags: ["nodejs_compat"] },
          }),
        ],
        test: { name: "pure", isolate: false, provide: { fuzzRuns }, include: pure, testTimeout: 60_000 },
      },
      {
        // Inside workerd, with the bindings that wrangler.toml names. Tests look into objects, so these are of the same script.
        plugins: [
          trimLiquid,
          trimWebAuthn,
          cloudflareTest(async () => ({
            main: "./worker/testing/edge-and-objects.ts",
            wrangler: { configPath: "./wrangler.toml" },
            miniflare: {
              durableObjects: {
                PROFILES: { className: "Profile", useSQLite: true },
                IDENTITIES: { className: "Identities", useSQLite: true },
                COUPONS: { className: "CouponCodes", useSQLite: true },
              },
              // The API is tested beside the edge, too.
              serviceBindings: { EDGE: { name: kCurrentWorker, entrypoint: "EdgeQuestions" } },
              // Otherwise it would be fetched from Cloudflare.
              cf: false,
              bindings: {
                COOKIE_KEYS: `k1:${randomBytes(32).toString("base64")}`,
                IDENTITY_PEPPER: randomBytes(32).toString("base64"),
                TEST_MIGRATIONS: await readD1Migrations("./worker/migrations"),
              },
            },
          })),
        ],
        test: {
          name: "edge",
          maxWorkers: waitingWorkers.edge,
          sequence: { groupOrder: 1 },
          provide: { fuzzRuns },
          include: ["worker/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...pure],
          // Somebody may be busy on the machine besides.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
        test: {
          name: "node",
          include: ["{bench,demo,local}/**/*.test.ts", "dashboard/**/*.test.{ts,tsx}"],
          testTimeout: 20_000,
        },
      },
      {
        // The whole, by HTTP and in a real browser. Each file starts its own; what drives it keeps nothing between them, and
        // is loaded once for all of a worker's files, since that takes as long as starting what they try.
        test: {
          name: "browser",
          isolate: false,
          maxWorkers: waitingWorkers.browser,
          sequence: { groupOrder: 2 },
          include: ["{e2e,snippet}/**/*.test.ts"],
          exclude: [...configDefaults.exclude, "e2e/{other-browsers,vendure}/**"],
          provide: { fuzzRuns },
          globalSetup: "e2e/testing/build-first.ts",
          // Somebody may be busy on the machine besides.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // What of it depends on the browser, in those that are not Chromium.
        test: {
          name: "other-browsers",
          include: ["e2e/other-browsers/*.test.ts"],
          globalSetup: "e2e/testing/build-first.ts",
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // The same against a real shop, whose packages are installed apart from ours.
        test: {
          name: "vendure",
          include: ["e2e/vendure/*.test.ts"],
          globalSetup: "e2e/testing/build-first.ts",
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
