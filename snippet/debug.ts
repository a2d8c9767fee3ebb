import type { Reason } from "../model/reason.ts";
import { createPanel } from "./debug/panel.ts";
import { neighbour } from "./neighbour.ts";
import { quietly } from "./quietly.ts";
import { api } from "./survive/report.ts";

/** Of pages that scripts make the view is recorded soon after they were decided for. */
const laterAgeMs = 1000;

type Handler = (params: object | undefined, name: string) => void;

interface Hearing {
  q?: unknown[] | null | undefined;
  on?: (name: string, handler: Handler) => void;
}

/** Shows on the page what happens on it: each event as it is recorded, and what was decided for it and why. */
quietly(() => {
  // By a tag of its own, or by the snippet's.
  const own = document.currentScript ?? document.querySelector("script[data-load~=debug]");
  const address = neighbour(own as HTMLScriptElement, "decide");
  const panel = createPanel();
  let isFirst = true;

  let asked = 0;

  const explain = async () => {
    const question = ++asked;
    // Of the page before nobody wants to know any more.
    const show = (reasons?: readonly Reason[]) => question == asked && panel.showReasons(reasons);
    const body = JSON.stringify({
      page_location: location.href,
      page_referrer: document.referrer,
      // It is decided again, so that nothing of it counts.
      again: isFirst ? performance.now() : laterAgeMs,
      debug: true,
    });
    isFirst = false;
    try {
      const reply = await fetch(address, { method: "POST", body });
      const { reasons } = (await reply.json()) as { reasons?: readonly Reason[] };
      show(reasons);
    } catch {
      show();
    }
  };

  hear((params, name) => {
    panel.addEvent(name, params);
    if (name == "page_view") void explain();
  });
})();

/** A page's own stub may know nothing of this method, and still its calls are made once the snippet has loaded. */
function hear(handler: Handler): void {
  const edgewise: Hearing = api();
  const quiet = quietly(handler);
  if (edgewise.q) edgewise.q.push(["on", "*", quiet]);
  else edgewise.on?.("*", quiet);
}
