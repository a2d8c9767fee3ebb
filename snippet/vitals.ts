import { type Metric, onCLS, onFCP, onINP, onLCP, onTTFB } from "web-vitals";
import { whenShown } from "./page-life.ts";
import { quietly } from "./quietly.ts";

/** Says once, when the page is hidden for the first time, how it felt: times in ms, and how far it moved (CLS). */
const start = quietly(() => {
  let measured: Record<string, number> = {};
  let isTold = false;
  const keep = quietly(({ name, value, navigationType }: Metric) => {
    // Back from the cache, the page is measured anew.
    if (navigationType == "back-forward-cache" && name == "TTFB") {
      measured = {};
      isTold = false;
    }
    measured[name.toLowerCase()] = name == "CLS" ? +value.toFixed(4) : Math.round(value);
  });
  // All values on the way: the last one might be told when nothing can be sent any more.
  for (const measure of [onTTFB, onFCP, onLCP, onCLS, onINP]) measure(keep, { reportAllChanges: true });

  const tell = quietly(() => {
    if (document.visibilityState != "hidden" || isTold || !Object.keys(measured)[0]) return;
    isTold = true;
    window.edgewise?.track("web_vitals", measured);
  });
  // In time for the snippet, which sends what it has when the window hears of this.
  document.addEventListener("visibilitychange", tell, { capture: true, passive: true });
});

quietly(() => whenShown(start))();
