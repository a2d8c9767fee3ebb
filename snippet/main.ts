import { addToCart } from "./add-to-cart.ts";
import { installApi, isInstalled } from "./api.ts";
import { createDelivery } from "./deliver.ts";
import { dismissedRule, showDismissals } from "./dismissal.ts";
import { eventJson } from "./event-json.ts";
import { isRemembered } from "./is-remembered.ts";
import { on, whenParsed, whenShown } from "./page-life.ts";
import { mainProduct, pageProducts, productParams } from "./page-product.ts";
import { pageView } from "./page-view.ts";
import { post } from "./post.ts";
import { createQueue } from "./queue.ts";
import { quietly } from "./quietly.ts";

quietly(() => {
  if (isInstalled()) return;
  // The endpoint is the script's neighbour, whatever the prefix they are under.
  const { src } = document.currentScript as HTMLScriptElement;
  const address = (name: string) => new URL(name, src).href;
  const queue = createQueue();
  const deliver = createDelivery(address("e"), queue);

  let denied = false;
  let recorded: string[] = [];
  /** All events of one task are kept and leave together at its end, which is still before a click's navigation begins. */
  const record = (name: string, params?: object, urgent?: boolean) => {
    const event = eventJson(name, params);
    if (!event || denied) return;
    recorded.push(event);
    queueMicrotask(() => {
      if (recorded[0]) queue.add(recorded);
      recorded = [];
      void deliver(urgent);
    });
  };

  const recordView = () => {
    record("page_view", pageView());
    const product = mainProduct(pageProducts());
    if (product) record("view_item", productParams(product));
  };

  let viewed = false;
  // First of all, so that what is recorded here does not come back as if an earlier page had left it.
  void queue.load().then(() => deliver());
  const track = quietly((name: string, params?: object) => whenShown(() => record(name, params)));
  installApi({
    track,
    identify: (identities, proof) => track("identify", { identities, proof }),
    consent: quietly((state) => {
      const body = JSON.stringify({ state });
      denied = !isRemembered(body);
      if (denied) queue.remove(queue.unsent());
      void post(address("c"), body);
    }),
  });
  whenShown(() => {
    whenParsed(() => {
      if (!viewed) recordView();
      viewed = true;
      showDismissals();
    });
    on("pageshow", ({ persisted }) => {
      if (persisted) recordView();
    });
    on("submit", (event) => {
      const params = addToCart(event);
      if (params) record("add_to_cart", params, true);
    });
    // A dialog also closes with the Escape key.
    for (const way of ["click", "close"] as const)
      on(way, (event) => {
        const rule = dismissedRule(event);
        if (rule) record("ew_dismissed", { rule }, true);
      });
    for (const moment of ["visibilitychange", "pagehide", "online"] as const)
      on(moment, () => void deliver(true));
  });
})();
