import { type Edgewise, installApi } from "./api.ts";
import { clicked } from "./clicked.ts";
import { deliver } from "./delivery.ts";
import { on, whenIdle, whenShown } from "./page-life.ts";
import { quietly } from "./quietly.ts";
import { consent, consentAgain, forgetSources, handlers, record } from "./record.ts";
import { load, script } from "./server.ts";
import { submitted } from "./submitted.ts";
import { type Pushed, tap } from "./tap.ts";
import { forgetView, leave, look, move, watchEngagement } from "./views.ts";

/** So long after the address changed, scripts have mostly made the page that belongs to it. */
const settledMs = 300;

const track = quietly((name: string, params?: Readonly<Record<string, unknown>>) =>
  whenShown(() => record(name, params, true)),
);

function watch(): void {
  const shown = ({ persisted }: { persisted?: boolean }) => {
    if (persisted) forgetView();
    if (document.readyState != "loading") whenIdle(look);
  };
  shown({});
  watchEngagement();
  on(shown as (event: Event) => void, "readystatechange", "pageshow");
  on(clicked, "click");
  on(submitted, "submit");
  // The page may be gone in a moment.
  on(
    () => {
      look();
      leave();
      deliver();
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
}

quietly(() => {
  consentAgain();
  const isFirst = installApi({
    track,
    identify: (identities, proof) => track("identify", { identities, proof }),
    consent,
    decide: (placements) => load("apply").then((apply) => apply?.decide(placements)),
    on: (name, handler) => handlers.push([name, quietly(handler)]),
    load,
    q: null,
  });
  // Of two copies the first works, for both tags.
  script.dataset["load"]?.split(" ").forEach((window.edgewise as Edgewise).load as (part: string) => void);
  if (!isFirst) return;
  whenShown(watch);
})();
