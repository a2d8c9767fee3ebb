import { installApi } from "./api.ts";
import { clicked } from "./clicked.ts";
import { deliver } from "./delivery.ts";
import { on, whenIdle, whenShown } from "./page-life.ts";
import { quietly } from "./quietly.ts";
import { consent, forgetSources, handlers, record } from "./record.ts";
import { load, script } from "./server.ts";
import { submitted } from "./submitted.ts";
import { type Pushed, tap } from "./tap.ts";
import { forgetView, leave, look, watchEngagement } from "./views.ts";

/** So long after the address changed, scripts have mostly made the page that belongs to it. */
const settledMs = 300;

const track = quietly((name: string, params?: Readonly<Record<string, unknown>>) =>
  whenShown(() => record(name, params)),
);

/** The page may be gone in a moment. */
function left(): void {
  look();
  leave();
  deliver(true);
}

function watch(): void {
  const parsed = () => {
    if (document.readyState != "loading") whenIdle(look);
  };
  parsed();
  watchEngagement();
  on(parsed, "readystatechange");
  on(({ persisted }) => {
    if (persisted) forgetView();
    parsed();
  }, "pageshow");
  on(clicked, "click");
  on(submitted, "submit");
  on(left, "visibilitychange", "pagehide", "online");
  // Pages that scripts make one after the other.
  const moved = () => {
    forgetSources();
    setTimeout(quietly(look), settledMs);
    void load("apply");
  };
  tap(history as Pushed, "pushState", moved);
  on(moved, "popstate");
}

quietly(() => {
  const isFirst = installApi({
    track,
    identify: (identities, proof) => track("identify", { identities, proof }),
    consent,
    decide: async (placements) => (await load("apply"))?.decide(placements),
    on: (name, handler) => void handlers.push([name, handler]),
  });
  if (!isFirst) return;
  script.dataset["load"]?.split(" ").forEach((part) => void load(part));
  whenShown(watch);
})();
