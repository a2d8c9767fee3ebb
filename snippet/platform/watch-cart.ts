import { on } from "../page-life.ts";
import { quietly } from "../quietly.ts";
import { type Cart, type Platform, platformOf } from "./cart.ts";
import { cartChange } from "./cart-change.ts";

/** Requests by which Shopify's themes change the cart: https://shopify.dev/docs/api/ajax/reference/cart */
const changing = /\/cart\/(add|change|update|clear)(\.js)?([?#]|$)/;

/** Several requests mostly belong to one change. */
const pauseMs = 150;

/** What platforms tell the page of. The first is answered later than it is told of; `promise` says when. */
const domEvents = ["shopify:cart:lines-update", "wc-blocks_added_to_cart", "wc-blocks_removed_from_cart"];
const jQueryEvents = "added_to_cart removed_from_cart updated_cart_totals";

declare global {
  interface Window {
    jQuery?: (target: unknown) => { on(types: string, work: () => void): void };
  }
}

/** Records what is put into the platform's cart and taken out, by reading it again whenever something changes it. */
export function watchCart(): void {
  const platform = platformOf();
  if (!platform) {
    // Perhaps there is just not enough of the page yet.
    if (document.readyState != "complete") addEventListener("load", quietly(watchCart), { once: true });
    return;
  }
  let known: Cart | undefined;
  let isReading = Promise.resolve();
  let timer = 0;
  const readAfter = async (earlier: Promise<void>, isOfThisPage: boolean) => {
    await earlier;
    const before = isOfThisPage && known;
    known = (await read(platform)) ?? known;
    for (const { name, params } of before && known ? cartChange(before, known) : [])
      window.edgewise?.track(name, { ...params, ew_from: "platform" });
  };
  const look = (isOfThisPage: boolean) => void (isReading = readAfter(isReading, isOfThisPage));
  const changed = quietly(() => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = 0;
      look(true);
    }, pauseMs);
  });
  look(false);
  // What was done meanwhile in other tabs, and on pages that came after this one, was told there.
  on(() => {
    if (!document.hidden && !timer) look(false);
  }, "visibilitychange");

  for (const type of domEvents)
    document.addEventListener(
      type,
      quietly((event) => {
        const { promise } = event as { promise?: Promise<unknown> };
        void Promise.resolve(promise).then(changed, changed);
      }),
      { capture: true, passive: true },
    );
  const hear = quietly(() => window.jQuery?.(document.body).on(jQueryEvents, changed));
  if (window.jQuery) hear();
  else addEventListener("load", hear, { once: true });
  if (window.Shopify)
    new PerformanceObserver((list) => {
      if (list.getEntries().some(({ name }) => changing.test(name))) changed();
    }).observe({ type: "resource" });
}

/** The cart as it is; `undefined` where it cannot be read. Never rejects. */
async function read({ address, read: readCart }: Platform): Promise<Cart | undefined> {
  try {
    const reply = await fetch(address, { headers: { accept: "application/json" } });
    return readCart((await reply.json()) as never);
  } catch {
    return undefined;
  }
}
