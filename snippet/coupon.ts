import type { CouponRefusal } from "../model/coupon/refusal.ts";
import type { CouponChoice, CouponReport, ShopAccess, ShopperCart } from "../model/coupon/shop-talk.ts";
import { address, askEdge } from "./ask-edge.ts";
import { on, whenIdle, whenShown } from "./page-life.ts";
import { isCartPage, isCheckout } from "./coupon/cart-page.ts";
import { showLine } from "./coupon/line.ts";
import { reasonOf } from "./coupon/reason-of.ts";
import { hasCode, type OpenShop, type Shop } from "./coupon/shop.ts";
import { quietly } from "./quietly.ts";
import { api } from "./survive/report.ts";

/** How often a page asks the shop to take a code, whatever it says. */
let tries = 3;

/** What was put into a cart is there a moment later. */
const looksMs = [700, 2500];

/** For this tab, what the page was last reloaded for, and what is to be said after that. */
const reloadKey = "ew_coupon";
const sayKey = "ew_coupon_say";

/** Longer than an edge needs: another tab may wait for this one. */
const mostMs = 10_000;

interface Opened {
  shop: Shop;
  access: ShopAccess;
}

let opening: Promise<Opened> | undefined;

/** What is said of the shop does not change while a page is open. */
function openShop(): Promise<Opened> {
  return (opening ??= (async () => {
    const access = await ask<ShopAccess>({ do: "open" });
    const name = access.platform == "other" ? "form" : access.platform;
    const { open } = (await import(/* @vite-ignore */ address(`coupon-${name}.js`))) as { open: OpenShop };
    return { access, shop: open(access) };
  })().catch((error: unknown) => {
    opening = undefined;
    throw error;
  }));
}

function ask<Answer>(question: object): Promise<Answer> {
  return Promise.race([
    askEdge<Answer>("coupons", { page_location: location.href, ...question }),
    new Promise<never>((_, refuse) => setTimeout(refuse, mostMs)),
  ]);
}

/** Two tabs have one cart. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request("edgewise-coupons", work) : work();
}

/** Brings the shop's cart to what is best for the shopper. @returns whether anything was in it. */
async function tryCoupons(): Promise<boolean> {
  const { shop, access } = await openShop();
  // What is to be paid does not change behind somebody's back. Of Magento's guests no page before knows the cart.
  if (isCheckout() && access.platform != "magento") return true;
  const first = await shop.read();
  if (!first || first.value <= 0) return false;
  let cart = first;
  const isCart = isCartPage() || location.pathname == access.cart?.path;
  let said = "";
  const say = (text: string | null) => {
    if (!text || !isCart) return;
    showLine(text);
    said = text;
  };
  for (let again = true; again;) {
    again = false;
    const choice = await ask<CouponChoice>({ do: "choose", cart });
    say(choice.say);
    for (const code of choice.remove) {
      await shop.remove(code, cart.codes);
      cart = (await shop.read()) ?? cart;
    }
    for (const one of choice.apply) {
      if (tries-- <= 0) break;
      const { report, after } = await applied(shop, one, cart);
      cart = after;
      const told = await ask<{ keep: boolean; say: string | null }>(report);
      say(told.say);
      if (report.do == "applied" && !told.keep) {
        await shop.remove(one.code, cart.codes);
        cart = (await shop.read()) ?? cart;
      }
      const isRefused = report.do == "rejected";
      if (isRefused && report.reason == "shop_unreachable") break;
      // Perhaps the next best is taken.
      again ||= isRefused && tries > 0;
    }
  }
  if (cart.codes.join() != first.codes.join()) tell(first, cart, isCart, said);
  return true;
}

/** Has the shop take a code, and believes it only when the cart says so. */
async function applied(
  shop: Shop,
  { id, code, seenBy }: CouponChoice["apply"][number],
  before: ShopperCart,
): Promise<{ report: CouponReport; after: ShopperCart }> {
  const { currency } = before;
  let said: string | void = undefined;
  let reason: CouponRefusal | undefined;
  try {
    said = await shop.apply(code, before.codes);
  } catch {
    reason = "shop_unreachable";
  }
  const after = await shop.read().catch(() => undefined);
  if (!after) reason = "shop_unreachable";
  else if (hasCode(after.codes, code)) {
    if (after.total < before.total || seenBy == "code") {
      const report = { do: "applied", id, code, before: before.total, after: after.total, currency } as const;
      return { report, after };
    }
    // It would stand there, and do nothing, or come into force unasked.
    await shop.remove(code, after.codes).catch(() => undefined);
    reason ??= said ? reasonOf(said) : "no_discount";
  }
  reason ??= reasonOf(said ?? "");
  const report = { do: "rejected", id, code, reason, total: before.total, currency } as const;
  return { report, after: before };
}

/** The page shows what the cart was: it is told, and a cart that nobody else renews is loaded once more. */
function tell(before: ShopperCart, after: ShopperCart, isCart: boolean, said: string): void {
  const detail = { codes: after.codes, before: before.total, after: after.total, currency: after.currency };
  const isForUs = document.dispatchEvent(new CustomEvent("edgewise:coupon", { detail, cancelable: true }));
  // Who has begun to fill something in would lose it.
  const isBusy = document.activeElement?.matches("input,select,textarea");
  // An address with more in it may do something, such as add a product.
  if (!isForUs || !isCart || isBusy || location.search || isCheckout()) return;
  quietly(() => {
    const now = `${after.codes.join()} ${after.total}`;
    if (sessionStorage[reloadKey] == now) return;
    sessionStorage[reloadKey] = now;
    sessionStorage[sayKey] = said;
    location.reload();
  })();
}

let isAtWork = Promise.resolve();

/** @param waits ms until each look; one that finds something in the cart is the last. */
function look(waits: readonly number[] = [0]): void {
  isAtWork = lookAfter(isAtWork, waits);
}

/** Never rejects: a shop or an edge that does not answer is tried on the next page. */
async function lookAfter(earlier: Promise<void>, waits: readonly number[]): Promise<void> {
  await earlier;
  try {
    for (const waitMs of waits) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      if (tries <= 0 || (await alone(tryCoupons))) return;
    }
  } catch {
    // Nobody to tell.
  }
}

/** What was said just before the page was loaded anew, and nobody could read. */
function sayAgain(): void {
  const text = sessionStorage[sayKey] as string | undefined;
  delete sessionStorage[sayKey];
  if (text) showLine(text);
}

whenShown(
  quietly(() => {
    quietly(sayAgain)();
    whenIdle(() => look());
    on(({ persisted }) => {
      if (persisted) look();
    }, "pageshow");
    api().on("add_to_cart", () => look(looksMs));
  }),
);
