/** A shopper has seen what half of was before their eyes for so long. */
const seenMs = 1000;
/** How often a browser says how much of an element is visible: also of one that is ten times as high as the window. */
const thresholds = [...Array(41).keys()].map((index) => index / 40);

/** What of a page is before the shopper's eyes. */
export interface Sight {
  /**
   * How long until one of these places has been seen, while it was whole: 0 or less if it has been, `Infinity` while
   * none is visible. From now on they are watched.
   */
  leftMs(places: readonly (Element | null)[], wholeSinceMs: number): number;
  /** The page was shown or hidden. */
  restart(): void;
  stop(): void;
}

/** @param changed called when something has come into view, or left it. */
export function createSight(changed: () => void): Sight {
  const sinceMs = new Map<Element, number>();
  const isShown = () => document.visibilityState == "visible";
  let pageSinceMs = performance.now();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, intersectionRatio, intersectionRect } of entries) {
        const isVisible =
          isIntersecting && (intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight / 2);
        if (!isVisible) sinceMs.delete(target);
        else if (!sinceMs.has(target)) sinceMs.set(target, performance.now());
      }
      changed();
    },
    { threshold: thresholds },
  );
  return {
    leftMs(places, wholeSinceMs) {
      if (!isShown()) return Infinity;
      const seen = places.map((place) => {
        if (place) observer.observe(place);
        return place ? (sinceMs.get(place) ?? Infinity) : pageSinceMs;
      });
      return Math.max(Math.min(...seen), wholeSinceMs) + seenMs - performance.now();
    },
    restart() {
      pageSinceMs = performance.now();
      sinceMs.clear();
      observer.disconnect();
    },
    stop: () => observer.disconnect(),
  };
}
