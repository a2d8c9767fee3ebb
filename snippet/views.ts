import { on, whenIdle } from "./page-life.ts";
import { pageProduct } from "./page-product.ts";
import { pageView } from "./page-view.ts";
import { record, track } from "./record.ts";
import { listen } from "./tagged.ts";

/** Shorter than this is no attention. */
const leastMs = 1000;

/** The address of the page that was last recorded. */
let viewed: string | undefined;
/** Whether scripts have led to no other one since: an address that they merely replace is of the same page. */
export let isLooked: unknown;
/** How long it was before a shopper's eyes, with the window in use. */
let engagedMs = 0;
/** Since when it is. */
let sinceMs: number | false | undefined;
/** How far down they came. */
let percent = 0;

/** Measures from now on what shoppers give a page. */
export const watchEngagement = (): void => {
  count();
  on(count, "focus", "blur");
  // Where a page is, is asked later: here it could make the browser lay it out at once.
  on(() => whenIdle(measure), "scroll");
};

const count = (): void => {
  const nowMs = performance.now();
  if (sinceMs) engagedMs += nowMs - sinceMs;
  sinceMs = document.hasFocus() && nowMs;
};

const measure = (): void => {
  // Of a shopper who reads, the page's data layer may have come only now.
  listen();
  percent = Math.max(percent, (100 * (scrollY + innerHeight)) / document.documentElement.scrollHeight);
};

/** Records the page, if scripts have led to another one than before. */
export const look = (): void => {
  const before = viewed;
  listen();
  [viewed] = location.href.split("#") as [string];
  if (isLooked) return;
  isLooked = 1;
  if (viewed == before) return;
  leave();
  track("page_view", pageView(before));
  const product = pageProduct([]);
  if (product) track("view_item", { ew_from: "json_ld", json_ld: product });
};

/** Records what a shopper has given the page since the last time. */
export const leave = (): void => {
  count();
  if (engagedMs < leastMs) return;
  measure();
  const given = { engagement_time_msec: ~~engagedMs, percent_scrolled: ~~percent };
  // Not calmly, since a page that waits for a lock cannot rest in the back/forward cache.
  record("user_engagement", given);
  engagedMs = percent = 0;
};

/** The page will be another view though its address is the same. */
export const forgetView = (): void => {
  viewed = isLooked = "";
};

/** Scripts have led to another address. */
export const move = (): void => {
  isLooked = "";
};
