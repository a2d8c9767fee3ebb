import type { Trigger } from "../../model/trigger.ts";
import { quietly } from "../quietly.ts";
import { whenCartIdle } from "./when-cart-idle.ts";
import { afterVisible, isVisible, listen, whenIdle } from "./page-time.ts";

/** What a watch for a moment is given. */
export interface Watch {
  /** To be called when the moment has come; more than once does no harm. */
  fire: () => void;
  /** Ends the watch. */
  signal: AbortSignal;
  /** Does something now, and whenever the page may have new elements. */
  eachLook: (work: () => void) => void;
}

/** A pointer above this is on its way to the address, the tabs or the window's close button. */
const topPx = 20;

/** So many clicks, so close to each other in time and place, are no double click. */
const rage = { clicks: 4, withinMs: 2000, withinPx: 30 };

/** Clicks in these often come quickly: in quantities, and where a text is chosen. */
const patient = "form,input,select,textarea,[contenteditable]";

/** Of an element that is higher than the window, half a window is half of what can be seen. */
const thresholds = [...Array(21).keys()].map((index) => index / 20);

/** Watches for the moment that an offer waits for. Nothing is measured while the page scrolls. */
export function watchFor(trigger: Trigger, watch: Watch): void {
  const { fire, signal, eachLook } = watch;
  switch (trigger.type) {
    case "exitIntent":
      return watchExit(watch);
    case "dwell":
      return afterVisible(trigger.seconds * 1000, fire, signal);
    case "elementSeen": {
      const observer = new IntersectionObserver(
        (entries) => {
          if (entries.some(isHalfSeen)) fire();
        },
        { threshold: thresholds },
      );
      signal.addEventListener("abort", () => observer.disconnect());
      return eachLook(() =>
        document.querySelectorAll(trigger.selector).forEach((element) => observer.observe(element)),
      );
    }
    case "scroll":
      return watchScroll(trigger.percent, watch);
    case "idle":
      return watchIdle(trigger.seconds * 1000, watch);
    case "rageClick":
      return watchRage(watch);
    case "copy":
      return listen(["copy"], () => /\S/.test(String(getSelection())) && fire(), signal);
    case "cartIdle":
      return whenCartIdle(trigger.minutes * 60_000, watch);
  }
}

function watchExit({ fire, signal }: Watch): void {
  // On the root: there it does not come from each element that the pointer crosses.
  document.documentElement.addEventListener(
    "mouseleave",
    quietly(({ clientY }) => clientY < topPx && fire()),
    { signal, passive: true },
  );
  if (!matchMedia("(hover: none)").matches) return;
  let wasAway = false;
  let hasLeft = false;
  const look = () => {
    if (!isVisible()) return void (wasAway = true);
    if (wasAway && !hasLeft) fire();
    wasAway = hasLeft = false;
  };
  // Whoever comes back from another page of the shop's was not about to leave it.
  listen(["pagehide"], () => (hasLeft = true), signal);
  listen(["visibilitychange"], look, signal);
}

function isHalfSeen({
  isIntersecting,
  intersectionRatio,
  intersectionRect,
  rootBounds,
}: IntersectionObserverEntry) {
  return (
    isIntersecting &&
    (intersectionRatio >= 0.5 || (!!rootBounds && intersectionRect.height >= rootBounds.height / 2))
  );
}

function watchScroll(percent: number, { fire, signal }: Watch): void {
  let scrolled: Element | undefined;
  const measure = () => {
    const page = scrolled;
    scrolled = undefined;
    if (page && hasScrolled(page, percent)) fire();
  };
  const look = ({ target }: Event) => {
    if (!scrolled) whenIdle(measure);
    scrolled = target instanceof Element ? target : document.documentElement;
  };
  listen(["scroll"], look, signal);
}

/** Whether it is the page that was scrolled, and so far: lists and rows of pictures scroll, too. */
function hasScrolled(scrolled: Element, percent: number): boolean {
  const { scrollTop, clientHeight, scrollHeight } = scrolled;
  const root = document.documentElement;
  // Where the document is no higher than the window, the page is in something that is nearly as high.
  const isPage = scrolled == root || (root.scrollHeight <= innerHeight && clientHeight >= innerHeight / 2);
  // Browsers that zoom stop a fraction of a pixel early.
  return isPage && scrollTop > 0 && scrollTop + clientHeight + 2 >= (scrollHeight * percent) / 100;
}

function watchIdle(waitMs: number, { fire, signal }: Watch): void {
  let atMs = performance.now();
  const did = () => void (atMs = performance.now());
  listen(["pointerdown", "pointermove", "keydown", "scroll", "visibilitychange"], did, signal);
  const look = () => {
    if (signal.aborted) return;
    const leftMs = atMs + waitMs - performance.now();
    if (leftMs <= 0 && isVisible()) fire();
    else setTimeout(look, Math.max(leftMs, 1000));
  };
  look();
}

function watchRage({ fire, signal }: Watch): void {
  let clicks: MouseEvent[] = [];
  const look = (click: MouseEvent) => {
    // The keyboard makes clicks of its own, nowhere in particular.
    if (!click.detail || (click.target as Element).closest(patient)) return;
    const isNear = ({ clientX, clientY, timeStamp }: MouseEvent) =>
      click.timeStamp - timeStamp < rage.withinMs &&
      Math.hypot(click.clientX - clientX, click.clientY - clientY) < rage.withinPx;
    clicks = [...clicks.filter(isNear), click];
    if (clicks.length >= rage.clicks) fire();
  };
  listen(["click"], look, signal);
}
