import type { FilterHandler, FilterThis } from "liquidjs/dist/liquid.browser.mjs";
import { type DateStyle, dateStyles, type Formats } from "./formats.ts";
import { textOf } from "./text-of.ts";

/** Liquid's own filters that a template may use: each is pure, and its work is bounded by what it is given. */
export const plainFilters: ReadonlySet<string> = new Set(
  (
    "default size first last join split sort uniq reverse slice " +
    "upcase downcase capitalize strip lstrip rstrip truncate truncatewords " +
    "append prepend replace replace_first remove remove_first " +
    "plus minus times divided_by modulo abs ceil floor round at_least at_most"
  ).split(" "),
);

/** What the filters below need to know beyond what they are given. Under a symbol, since no template can name one. */
export const rendering = Symbol("rendering");

export interface Rendering {
  formats: Formats;
  /** Milliseconds since 1970: what `"now"` means. */
  nowMs: number;
}

/** `{{ cartValue | money }}`: an amount in the site's currency, as the content's language writes it. */
export const money: FilterHandler = function (value) {
  const amount = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof amount === "number" && Number.isFinite(amount)
    ? renderingOf(this).formats.money(amount)
    : null;
};

/**
 * `{{ date | date: "long" }}`: a day, as the content's language writes it. It takes `2026-12-24`, a moment in ISO 8601
 * or in milliseconds since 1970, and `"now"`.
 */
export const date: FilterHandler = function (value, style) {
  const { formats, nowMs } = renderingOf(this);
  const chosen = isDateStyle(style) ? style : "long";
  if (value === "now") return formats.day(nowMs, chosen);
  const ms = typeof value === "number" ? value : typeof value === "string" ? Date.parse(value) : Number.NaN;
  // Beyond this there are no dates: https://tc39.es/ecma262/#sec-time-values-and-time-range
  if (!(Math.abs(ms) <= 8.64e15)) return null;
  const isDay = typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
  return isDay ? formats.calendarDay(ms, chosen) : formats.day(ms, chosen);
};

/** Liquid counts what it reads, but not what a replacement writes: a few in a row could fill the memory. */
export function boundedReplace(replace: FilterHandler): FilterHandler {
  return function (value, ...args) {
    const [found, written] = args.map(textOf);
    const text = textOf(value);
    const times = found === "" ? text.length + 1 : text.length / (found?.length ?? 1);
    this.context.memoryLimit.use(times * (written?.length ?? 0));
    return replace.call(this, value, ...args);
  };
}

export function isDateStyle(style: unknown): style is DateStyle {
  return dateStyles.some((known) => known === style);
}

function renderingOf({ context }: FilterThis): Rendering {
  return (context.globals as { [rendering]: Rendering })[rendering];
}
