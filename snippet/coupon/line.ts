import { mostReapplied } from "../../model/applied-change.ts";
import type { Said } from "../../model/coupon/shop-talk.ts";
import { on } from "../page-life.ts";
import { onChanges } from "../page-changes.ts";
import { quietly } from "../quietly.ts";
import { amountIn, findPlace, type Place, says, type Sought } from "./place.ts";
import { hideInWindow, showInWindow } from "./window-line.ts";

/** A sentence about the cart, and the cart that it is true of. */
export interface ToldLine extends Omit<Sought, "codes"> {
  said: Said;
}

export interface Telling {
  /** Nobody has read it yet: where it has no place on the page, it is said at the window's edge. */
  isNews: boolean;
  /** The page shows another cart than the one that was told of. */
  onOther: () => void;
}

/** So often the page is searched in each of its frames; whatever changes it all the time must not be slowed down. */
const mostSearches = 60;
const pauseMs = 500;

let told: ToldLine | null = null;
let telling: Telling;
let place: Place | undefined;
/** Whether the page shows the very total that was told of. */
let isSame = false;
let line: HTMLElement | undefined;
let isOurs = false;
let like: string | undefined;
let left = 0;
let searches = 0;
let searchedAtMs = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let newsTimer: ReturnType<typeof setTimeout> | undefined;
let unwatch: (() => void) | undefined;

/**
 * Says something of the cart where the page shows its total, and keeps it there while the page agrees with it. It comes only where
 * nothing moves that is seen already; until then, news are at the window's edge.
 * @param now `null` where there is nothing to be said any more.
 */
export function tell(now: ToldLine | null, how: Telling): void {
  if (told?.said.text != now?.said.text) endNews();
  told = now;
  telling = how;
  place = undefined;
  left = mostReapplied + 1;
  outOfSight.disconnect();
  if (!now) {
    unwatch?.();
    unwatch = undefined;
    line?.remove();
    return;
  }
  if (how.isNews)
    newsTimer = setTimeout(() => {
      newsTimer = undefined;
      showInWindow(now.said);
    }, pauseMs);
  unwatch ??= onChanges(look, true);
  look([]);
}

/** @param changed what came to the page, or went, since it was last seen. */
const look = quietly((changed: readonly Node[]) => {
  if (!told || (place && isWhole(place, told))) return;
  if (isTooOften()) return;
  // What the edge has written is as good.
  line ??= document.querySelector<HTMLElement>("p.ew-coupon") ?? undefined;
  const had = place;
  const wasSame = isSame;
  place = findPlace({ ...told, codes: told.said.codes, like });
  isSame = !!place && isOf(place, told);
  if (place && isSame) like = looksOf(place.sum);
  if (!place) {
    if (had || isOurs) line?.remove();
  } else if (isIn(place)) {
    // Whoever reads it there hears of what becomes another text.
    endNews();
    write(place);
  } else if (isFree(place, changed)) put(place);
  else {
    outOfSight.observe(place.before);
    if (line?.isConnected) write(place);
  }
  if (had && wasSame && !isSame) telling.onOther();
});

/** Nothing is to be said at the window's edge any more. */
function endNews(): void {
  clearTimeout(newsTimer);
  newsTimer = undefined;
  hideInWindow();
}

/** Whether all is as it was, and as it should be. */
function isWhole(now: Place, { said }: ToldLine): boolean {
  const { before, sum, shown } = now;
  if (!before.isConnected || !sum.isConnected || !isIn(now)) return false;
  if (!shown.every((element, index) => element.isConnected && says(element, said.codes[index] as string)))
    return false;
  write(now);
  return isSame == isOf(now, told as ToldLine);
}

function isOf({ sum }: Place, { total, currency }: ToldLine): boolean {
  return amountIn(sum, currency) === total;
}

function isIn({ before }: Place): boolean {
  return !!line?.isConnected && (!isOurs || line.parentElement == before.parentElement);
}

function isTooOften(): boolean {
  const nowMs = performance.now();
  if (searches++ < mostSearches || nowMs > searchedAtMs + pauseMs) {
    searchedAtMs = nowMs;
    return false;
  }
  clearTimeout(timer);
  timer = setTimeout(look, pauseMs, []);
  return true;
}

/** So that it is found again when it has become another one. */
function looksOf({ id, tagName, classList }: Element): string | undefined {
  if (id) return `#${CSS.escape(id)}`;
  return classList[0] && [tagName, ...[...classList].map(CSS.escape)].join(".");
}

/** Whether nothing moves by it that anybody has seen where it is: it has come in this frame, or is below what is seen. */
function isFree({ before, shown }: Place, changed: readonly Node[]): boolean {
  return (
    document.hidden ||
    !performance.getEntriesByType("paint")[0] ||
    before.getBoundingClientRect().top >= innerHeight ||
    changed.some((node) => node == line || [before, ...shown].some((element) => node.contains(element)))
  );
}

const outOfSight = new IntersectionObserver((entries) => {
  if (entries.some(({ isIntersecting }) => !isIntersecting)) look([]);
});

function put(now: Place): void {
  if (left-- <= 0) return;
  if (!line) {
    line = document.createElement("p");
    line.className = "ew-coupon";
    line.setAttribute("role", "status");
    // By script, since a shop's policy may forbid `style` attributes.
    line.style.margin = ".75em 0";
    isOurs = true;
  }
  write(now);
  now.before.before(line);
  outOfSight.disconnect();
  hideInWindow();
  if (newsTimer) announce(line);
}

/** The page may show another total than the cart's, with delivery: what that would be without the coupon, nobody knows. */
function write(now: Place): void {
  if (!line || !told) return;
  const { said } = told;
  const text = isOf(now, told) ? said.text : (said.unpriced ?? said.text);
  if (line.textContent == text) return;
  line.lang = said.language;
  line.textContent = text;
}

/** What is there before its text is read out when that comes. */
function announce(said: HTMLElement): void {
  clearTimeout(newsTimer);
  newsTimer = setTimeout(() => {
    newsTimer = undefined;
    said.append(said.firstChild as Node);
  });
}

// What the shop makes of a click is no fight with it.
on(() => (left = mostReapplied + 1), "click", "change");
