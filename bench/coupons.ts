/**
 * `npm run bench:coupons`: how many shoppers are answered in a second who ask for a coupon, by one object and by eight
 * shards, in workerd on this machine. All objects share one thread here, where on Cloudflare's network each has its own:
 * so the processor's time for each answer is printed too, which tells what one object could do. `--quick` lets a tenth
 * of them ask.
 */
import { parseArgs } from "node:util";
import { bundleWorker } from "../local/bundle-worker.ts";
import type { Asked } from "./coupons/asked.ts";
import { startInWorkerd } from "./in-workerd.ts";
import { processorMs } from "./page/process-times.ts";

const { values: options } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const shoppers = options.quick ? 1000 : 10_000;
const atOnce = 100;
const pattern = "#".repeat(13);
const limits = (total: number | null) => ({ total, perPerson: 1, perDay: null });
const generated = { kind: "generated", pattern };
const imported = { kind: "imported" };
const half = shoppers / 2;

/** Of those with a limit, or with codes of the shop, there is one for every second shopper. */
const coupons = [
  { name: "one code for all, no limit", code: "TEN", limits: limits(null) },
  { name: "generated pool, no limit", pool: generated, limits: limits(null) },
  { name: "generated pool, limit", pool: generated, limits: limits(half) },
  { name: "imported pool", pool: imported, limits: limits(null) },
].flatMap((coupon, kind) => [1, 8].map((shards) => ({ ...coupon, id: `bench-${kind}-${shards}`, shards })));

const running = await startInWorkerd([
  {
    modules: true,
    script: (await bundleWorker("bench/coupons/workers/coupons.ts")).code,
    compatibilityDate: "2026-11-02",
    compatibilityFlags: ["nodejs_compat"],
    d1Databases: { DB: "bench" },
    durableObjects: { COUPONS: { className: "CouponCodes", useSQLite: true } },
  },
]);
try {
  console.log(`${shoppers} shoppers ask, ${atOnce} at once`);
  console.log("coupon                          shards  answers/s  processor ms  issued     of  ledger");
  for (const coupon of coupons) {
    const { name, shards } = coupon;
    const ask = async <Path extends keyof Asked>(
      path: Path,
      query: Record<string, number> = {},
    ): Promise<Asked[Path]> => {
      const url = new URL(path, running.address);
      url.searchParams.set("coupon", JSON.stringify(coupon));
      for (const [key, value] of Object.entries(query)) url.searchParams.set(key, String(value));
      const response = await fetch(url);
      if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
      return (await response.json()) as Asked[Path];
    };
    if (coupon.pool === imported) await ask("/stock", { count: half });
    const most = isLimited(coupon) ? half : shoppers;
    await printIssues({ name, shards, most, workerd: running.pid }, ask);
  }
} finally {
  await running.miniflare.dispose();
}

function isLimited({ pool, limits: { total } }: (typeof coupons)[number]): boolean {
  return total !== null || pool === imported;
}

async function printIssues(
  { name, shards, most, workerd }: { name: string; shards: number; most: number; workerd: number },
  ask: <Path extends keyof Asked>(path: Path, query?: Record<string, number>) => Promise<Asked[Path]>,
): Promise<void> {
  const startedAtMs = performance.now();
  const beforeMs = processorMs(workerd);
  let issued = 0;
  for (let from = 0; from < shoppers; from += atOnce)
    issued += (await ask("/issue", { from, count: atOnce })).issued;
  const seconds = (performance.now() - startedAtMs) / 1000;
  const eachMs = (processorMs(workerd) - beforeMs) / shoppers;
  const ledger = await ask("/ledger");
  const isExact = ledger.issued === issued && issued === most;
  const cells = [
    name.padEnd(31),
    String(shards).padStart(6),
    String(Math.round(shoppers / seconds)).padStart(10),
    eachMs.toFixed(2).padStart(13),
    String(issued).padStart(7),
    String(most).padStart(6),
    "",
    isExact ? "exact" : "WRONG",
  ];
  console.log(cells.join(" "));
}
