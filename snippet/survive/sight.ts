/** A shopper has seen what half of was before their eyes for so long. */
const seenMs = 1000;
/** How often a browser says how much of an element is visible: also of one that is ten times as high as the window. */
const thresholds = Array.from({ length: 41 }, (_, index) => index / 40);

/** What of a page is before the shopper's eyes. */
export interface Sight {
  /**
   * How long until one of these places has been seen, while it was whole: 0 or less if it has been, `Infinity` while
   * none is visible. From now on they are watched.
   */
  leftMs(places: readonly (Element | null)[], wholeSinceMs: number): number;
  /** The page was shown or hidden, or nothing is watched any more. */
  restart(): void;
}

/** @param changed called when something has come into view, or left it. */
export const createSight = (changed: () => void): Sight => {
  /** Of the page itself, `null`, since it was shown. */
  const sinceMs = new Map<Element | null, number>([[null, performance.now()]]);
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio, intersectionRect } of entries) {
        const isVisible = intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight / 2;
        if (!isVisible) sinceMs.delete(target);
        else if (!sinceMs.has(target)) sinceMs.set(target, performance.now());
      }
      changed();
    },
    { threshold: thresholds },
  );
  return {
    leftMs(places, wholeSinceMs) {
      if (document.hidden) return Infinity;
      const leftOf = (place: Element | null) => {
        if (place) observer.observe(place);
        const leftMs = Math.max(sinceMs.get(place) ?? Infinity, wholeSinceMs) + seenMs - performance.now();
        if (leftMs > 0 || !place || isOpen(place)) return leftMs;
        sinceMs.set(place, performance.now());
        return seenMs;
      };
      return Math.min(...places.map(leftOf));
    },
    restart() {
      sinceMs.clear();
      sinceMs.set(null, performance.now());
      observer.disconnect();
    },
  };
};

/**
 * Whether what is in view is neither transparent nor below what lies over the page, such as a dialog, and more than the
 * pixel that is there for voices alone.
 */
const isOpen = (place: Element): boolean => {
  const { left, top, width, height } = place.getBoundingClientRect();
  if (!isShown(place) || height < 2) return false;
  let over = document.elementFromPoint(left + width / 2, top + height / 2);
  for (; over && !over.contains(place) && !place.contains(over); over = over.parentElement) {
    const { position, backgroundColor } = getComputedStyle(over);
    const isLarge = over.clientWidth + 1 > width && over.clientHeight + 1 > height;
    // Colours that let something through are written with an `a` or a slash.
    const isCover = position == "fixed" || (isLarge && !/[a/]/.test(backgroundColor));
    if (isCover && isShown(over)) return false;
  }
  return true;
};

/** Not in every browser: https://developer.mozilla.org/docs/Web/API/Element/checkVisibility */
const isShown = (element: Element): boolean =>
  element.checkVisibility?.({ checkOpacity: true, checkVisibilityCSS: true }) ?? true;
