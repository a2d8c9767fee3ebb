import { type Edgewise, installApi } from "./api.ts";
import { clicked } from "./clicked.ts";
import { deliver, letOthers } from "./delivery.ts";
import { on, whenIdle, whenShown } from "./page-life.ts";
import { quietly } from "./quietly.ts";
import { consent, forgetSources, handlers, track } from "./record.ts";
import { load, script, stored } from "./server.ts";
import { submitted } from "./submitted.ts";
import { type Pushed, tap } from "./tap.ts";
import { forgetView, leave, look, move, watchEngagement } from "./views.ts";

/** So long after the address changed, scripts have mostly made the page that belongs to it. */
const settledMs = 300;

const watch = (): void => {
  const shown = (event?: { persisted?: boolean }) => {
    if (event?.persisted) forgetView();
    if (document.readyState != "loading") whenIdle(look);
  };
  shown();
  watchEngagement();
  on(clicked, "click");
  on(submitted, "submit");
  on(shown as (event: Event) => void, "readystatechange", "pageshow");
  // The page may be gone in a moment.
  on(
    () => {
      look();
      leave();
      deliver();
      letOthers();
    },
    "visibilitychange",
    "pagehide",
    "online",
  );
  // Pages that scripts make one after the other.
  const moved = () => {
    move();
    forgetSources();
    setTimeout(quietly(look), settledMs);
    void load("apply");
  };
  tap(history as Pushed, "pushState", moved);
  on(moved, "popstate");
};

quietly(() => {
  // Says a no of an earlier page again: where the snippet is at work all the same, the server could not hear it.
  quietly(() => consent(JSON.parse(stored["ew_consent"] as string)))();
  if (
    installApi({
      q: null,
      load,
      consent,
      track,
      identify: (identities, proof) => track("identify", { identities, proof }),
      on: (name, handler) => handlers.push([name, quietly(handler)]),
      decide: (placements) => load("apply").then((apply) => apply?.decide(placements)),
    })
  )
    whenShown(watch);
  // Of two copies the first works, for both tags.
  script.dataset["load"]?.split(" ").forEach((self.edgewise as Edgewise).load as (part: string) => void);
})();
