import { dismissedRule, showDismissals } from "./dismissal.ts";
import { on } from "./page-life.ts";
import { quietly } from "./quietly.ts";
import { api } from "./survive/report.ts";

/** On pages with offers that can be closed: it shows their buttons, and tells the snippet of what is closed. */
quietly(() => {
  // A dialog also closes with the Escape key.
  on(
    (event) => {
      const rule = dismissedRule(event);
      if (rule) api().track("ew_dismissed", { rule });
    },
    "click",
    "close",
  );
  api().showDismissals = showDismissals;
  showDismissals();
  on(showDismissals, "readystatechange");
})();
