import { type Metric, onCLS, onFCP, onINP, onLCP, onTTFB } from "web-vitals";
import { on, whenShown } from "./page-life.ts";
import { quietly } from "./quietly.ts";

/**
 * Says once, when the page is hidden or left for the first time, how it felt: times in ms, how far it moved (CLS), and how
 * the shopper came to it: what comes back from the cache took no time.
 */
const start = quietly(() => {
  let measured: Record<string, number | string> = {};
  let isTold = false;
  const keep = quietly(({ name, value, navigationType }: Metric) => {
    // Back from the cache, the page is measured anew.
    if (navigationType == "back-forward-cache" && name == "TTFB") {
      measured = {};
      isTold = false;
    }
    measured["navigation_type"] = navigationType;
    measured[name.toLowerCase()] = name == "CLS" ? +value.toFixed(4) : Math.round(value);
  });
  // All values on the way: the last one might be told when nothing can be sent any more.
  for (const measure of [onTTFB, onFCP, onLCP, onCLS, onINP]) measure(keep, { reportAllChanges: true });

  const tell = ({ type }: Event) => {
    if ((type != "pagehide" && !document.hidden) || isTold || !Object.keys(measured)[0]) return;
    isTold = true;
    window.edgewise?.track("web_vitals", measured);
  };
  // A page that is left is hidden after this: then the snippet sends what it has.
  on(tell, "visibilitychange", "pagehide");
});

quietly(() => whenShown(start))();
