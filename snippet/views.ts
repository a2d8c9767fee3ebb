import { on, whenIdle } from "./page-life.ts";
import { pageProduct } from "./page-product.ts";
import { pageView } from "./page-view.ts";
import { record } from "./record.ts";
import { listen } from "./tagged.ts";

/** Shorter than this is no attention. */
const leastMs = 1000;

/** The address of the page that was last recorded. */
let viewed = "";
/** How long it was before a shopper's eyes, with the window in use. */
let engagedMs = 0;
/** Since when it is. */
let sinceMs: number | false = false;
/** How far down they came. */
let share = 0;

/** Measures from now on what shoppers give a page. */
export function watchEngagement(): void {
  count();
  on(count, "focus", "blur");
  // Where a page is, is asked later: here it could make the browser lay it out at once.
  on(() => whenIdle(measure), "scroll");
}

function count(): void {
  const nowMs = performance.now();
  if (sinceMs) engagedMs += nowMs - sinceMs;
  sinceMs = document.hasFocus() && nowMs;
}

function measure(): void {
  share = Math.max(share, (scrollY + innerHeight) / document.documentElement.scrollHeight);
}

/** Records the page, if it is another one than before. */
export function look(): void {
  const [here] = location.href.split("#") as [string];
  listen();
  if (here == viewed) return;
  leave();
  record("page_view", pageView(viewed));
  viewed = here;
  const product = pageProduct();
  if (product) record("view_item", { ew_from: "json_ld", json_ld: product });
}

/** Records what a shopper has given the page since the last time. */
export function leave(): void {
  count();
  if (engagedMs < leastMs) return;
  measure();
  const given = { engagement_time_msec: ~~engagedMs, percent_scrolled: ~~(share * 100) };
  // Urgent, since a page that waits for a lock cannot rest in the back/forward cache.
  record("user_engagement", given, true);
  engagedMs = share = 0;
}

/** The page will be another view though its address is the same. */
export function forgetView(): void {
  viewed = "";
}
