import { isCartPath, isCheckoutPath } from "../model/coupon/cart-address.ts";
import type { CouponRefusal } from "../model/coupon/refusal.ts";
import type { CouponChoice, CouponReport, Said, ShopAccess, ShopperCart } from "../model/coupon/shop-talk.ts";
import { address, askEdge } from "./ask-edge.ts";
import { on, whenIdle, whenShown } from "./page-life.ts";

import type { tell as TellLine, ToldLine } from "./coupon/line.ts";
import { reasonOf } from "./coupon/reason-of.ts";
import { hasCode, type OpenShop, type Shop } from "./coupon/shop.ts";
import { quietly } from "./quietly.ts";
import { type Pushed, tap } from "./tap.ts";
import { api } from "./survive/report.ts";

/** How often a page asks the shop to take a code, whatever it says. */
const mostTries = 3;
let tries = mostTries;

/** How often the cart is read again because the page shows another one. */
const mostRereads = 10;
let rereads = mostRereads;

/** What was put into a cart is there a moment later. */
const looksMs = [700, 2500];

/**
 * For this tab: what the page was last loaded anew for, what was said last, what is said beside the total, and whether a cart had
 * codes in it.
 */
const reloadKey = "ew_coupon";
const saidKey = "ew_coupon_said";
const lineKey = "ew_coupon_line";
const fullKey = "ew_coupon_full";

/** The code that the shop is being asked for, until the edge knows what came of it. */
const askedKey = "ew_coupon_asked";

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
    cartPath = access.cart?.path;
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

/** What this tab remembers; nothing where browsers refuse. */
function kept(key: string): string | undefined {
  try {
    return sessionStorage[key] as string | undefined;
  } catch {
    return undefined;
  }
}

function keep(key: string, value?: string): void {
  quietly(() => {
    if (value) sessionStorage[key] = value;
    else delete sessionStorage[key];
  })();
}

/** A form was sent that leads to another page, which looks at the cart itself: what is begun here, nobody would see the end of. */
let isLeft = false;

const isCheckout = () => isCheckoutPath(location.pathname);

/** As the site's settings name it, where its address does not say what it is. */
let cartPath: string | undefined;
const isCart = () => isCartPath(location.pathname) || location.pathname == cartPath;

let isLineOpen = false;

/** @param isNews whether nobody has read it yet. */
function tellLine(line: KeptLine | null, isNews = false): void {
  // The part that shows it is loaded for those who look at a cart of which there is something to be said.
  if (!line && !isLineOpen) return;
  isLineOpen = true;
  const telling = {
    isNews,
    onOther: () => {
      if (rereads-- > 0) look();
    },
  };
  (import(/* @vite-ignore */ address("coupon-line.js")) as Promise<{ tell: typeof TellLine }>).then(
    (part) => part.tell(line, telling),
    () => {},
  );
}

/** With the path of the cart's page, where the settings name it. */
interface KeptLine extends ToldLine {
  path?: string | undefined;
}

/** What was true of the cart when this tab last saw it. */
function sayAgain(): void {
  const line = JSON.parse(kept(lineKey) ?? "null") as KeptLine | null;
  cartPath ??= line?.path;
  tellLine(isCart() ? line : null);
}

/** Brings the shop's cart to what is best for the shopper. @returns whether anything was in it. */
async function tryCoupons(): Promise<boolean> {
  if (isLeft) return true;
  const { shop, access } = await openShop();
  // Perhaps the shop knows this browser by the next look.
  if (!access.hasSession) opening = undefined;
  // What is to be paid does not change behind somebody's back. Of Magento's guests no page before knows the cart.
  if (!access.hasSession || (isCheckout() && access.platform != "magento")) return isCheckout();
  const first = await shop.read();
  if (!first || first.value <= 0) {
    if (first) saySo(null, { cart: first, access });
    if (first && kept(fullKey)) await ask({ do: "choose", cart: first });
    keep(fullKey);
    return false;
  }
  // The page before was left before anybody saw what that did.
  let unseen = kept(askedKey);
  let cart = first;
  const say = (said: Said | null) => saySo(said, { cart, access });
  for (let again = true; again;) {
    if (isLeft) return true;
    const choice = await ask<CouponChoice>({ do: "choose", cart, unseen });
    const one = choice.apply;
    // Of a cart that is about to be another one nothing is to be said.
    if (choice.say || (!one && !choice.remove[0])) say(choice.say);
    for (const code of choice.remove) {
      await shop.remove(code, cart.codes);
      cart = (await shop.read()) ?? cart;
    }
    keep(askedKey);
    const isTriedAnew = unseen && choice.remove.length > 0;
    unseen = undefined;
    if (isTriedAnew) continue;
    if (!one || isLeft || tries-- <= 0) break;
    keep(askedKey, one.code);
    const { report, after } = await applied(shop, one, cart);
    cart = after;
    const told = await ask<{ keep: boolean; say: Said | null }>(report);
    if (told.say) say(told.say);
    if (report.do == "applied" && !told.keep) {
      await shop.remove(one.code, cart.codes);
      cart = (await shop.read()) ?? cart;
    }
    const isUnreachable = report.do == "rejected" && report.reason == "shop_unreachable";
    if (!isUnreachable) keep(askedKey);
    // Perhaps another one is taken beside it, or in its place.
    again = !isUnreachable && tries > 0;
  }
  keep(fullKey, cart.codes.join());
  if (cart.codes.join() != first.codes.join()) tell(first, cart);
  return true;
}

/**
 * What is in the cart is said on each cart and checkout; what is not, once in a tab, and to nobody but who looks at the cart.
 * @param said `null` where nothing is known to be true.
 */
function saySo(said: Said | null, { cart, access }: { cart: ShopperCart; access: ShopAccess }): void {
  const { total, currency } = cart;
  const form = access.cart;
  const line: KeptLine | null = said && { said, total, currency, form, path: cartPath };
  keep(lineKey, said?.codes[0] ? JSON.stringify(line) : undefined);
  if (!isCart()) return;
  const isNews = !!said && kept(saidKey) != said.text;
  const isThere = [...document.querySelectorAll("p.ew-coupon")].some(
    (each) => each.textContent == said?.text,
  );
  if (said) keep(saidKey, said.text);
  if (!said || said.codes[0] || isNews) tellLine(line, isNews && !isThere);
}

/** Has the shop take a code, and believes it only when the cart says so. */
async function applied(
  shop: Shop,
  { id, code, seenBy }: NonNullable<CouponChoice["apply"]>,
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
function tell(before: ShopperCart, after: ShopperCart): void {
  const detail = { codes: after.codes, before: before.total, after: after.total, currency: after.currency };
  const isForUs = document.dispatchEvent(new CustomEvent("edgewise:coupon", { detail, cancelable: true }));
  // Who has begun to fill something in would lose it.
  const isBusy = document.activeElement?.matches("input,select,textarea");
  // An address with more in it may do something, such as add a product.
  if (!isForUs || !isCart() || isBusy || location.search || isCheckout()) return;
  quietly(() => {
    const now = `${after.codes.join()} ${after.total}`;
    if (sessionStorage[reloadKey] == now) return;
    sessionStorage[reloadKey] = now;
    // Nobody has had the time to read it.
    keep(saidKey);
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

whenShown(
  quietly(() => {
    whenIdle(() => look());
    on(({ persisted }) => {
      isLeft = false;
      if (persisted) look();
    }, "pageshow");
    // A page's own scripts may yet keep the form from being sent.
    on((event) => setTimeout(() => (isLeft ||= !event.defaultPrevented)), "submit");
    api().on("add_to_cart", () => look(looksMs));
    // Pages that scripts make one after the other.
    const moved = quietly(() => {
      tries = mostTries;
      rereads = mostRereads;
      sayAgain();
      if (isCart()) look(looksMs);
    });
    tap(history as Pushed, "pushState", () => setTimeout(moved));
    on(moved, "popstate");
    sayAgain();
  }),
);
