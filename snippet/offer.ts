import type { Edgewise } from "./api.ts";
import { dismissedRule, showDismissals } from "./dismissal.ts";
import { on } from "./page-life.ts";
import { quietly } from "./quietly.ts";

/** On pages with offers that can be closed: it shows their buttons, and tells the snippet of what is closed. */
quietly(() => {
  showDismissals();
  on(showDismissals, "readystatechange");
  // A dialog also closes with the Escape key.
  on(
    (event) => {
      const rule = dismissedRule(event);
      if (rule) (window.edgewise as Edgewise).track("ew_dismissed", { rule });
    },
    "click",
    "close",
  );
})();
