import { isCartPath } from "../../model/coupon/cart-address.ts";
import { writtenAmount } from "../../model/coupon/written-amount.ts";
import { digitsOf, minorUnits } from "./minor-units.ts";
import type { OpenShop } from "./shop.ts";
import { usualForm } from "./usual-form.ts";

/** Nobody waits longer for a page, or for what its scripts make of a click. */
const mostMs = 5000;
const pauseMs = 200;

/** For this tab, what was last filled in and clicked. */
const clickedKey = "ew_coupon_clicked";

/**
 * Any shop's coupon form, on its cart page: one that is posted is sent as the browser would send it, others are filled in
 * and clicked. What came of it, the shop's own total says.
 */
export const open: OpenShop = ({ cart, currency }) => {
  const { field: fieldSelector, applied, total } = cart ?? usualForm;
  const isHere = !cart || location.pathname == cart.path;
  let page: Document = document;
  const field = () => [...page.querySelectorAll<HTMLInputElement>(fieldSelector)].pop();
  const textOf = (selector: string) =>
    [...page.querySelectorAll(selector)].map(({ textContent }) => textContent).join(" ");
  const isPosted = () => field()?.form?.method == "post";
  const renew = async () => {
    page = await load(cart?.path ?? location.href);
  };
  const totalNow = () => writtenAmount(textOf(total), digitsOf(currency));
  return {
    async read() {
      page = document;
      if (!cart && !field() && !isCartPath(location.pathname)) return undefined;
      // What scripts make of a page, only the page itself shows; all else, only the shop's server.
      if (!isHere || !field() || isPosted()) await renew();
      const sum = totalNow();
      // Many shops have no form beside a code that is applied.
      if (sum === undefined || !(field() || textOf(applied).trim())) return undefined;
      const inMinor = minorUnits(sum, currency);
      // Among other words, perhaps.
      const codes = textOf(applied).match(/[\w-]{1,64}/g) ?? [];
      return { value: inMinor, total: inMinor, currency, codes: codes.slice(0, 50) };
    },
    async apply(code) {
      const input = field();
      if (!input) return;
      const { form } = input;
      // A cart's form often has others before the field, such as "remove".
      const button = [
        ...((form ?? input.parentElement)?.querySelectorAll<HTMLElement>(
          "button:not([type=reset]),[type=submit]",
        ) ?? []),
      ].find((each) => input.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
      if (form && isPosted()) {
        const body = new FormData(form);
        body.set(input.name, code);
        const { name, value } = (button ?? {}) as HTMLButtonElement;
        if (name) body.set(name, value);
        await within((signal) =>
          fetch(
            new URL(form.getAttribute("action") ?? "", new URL(cart?.path ?? location.href, location.href)),
            {
              method: "POST",
              body: form.enctype == "multipart/form-data" ? body : new URLSearchParams(body as never),
              signal,
            },
          ),
        );
        return;
      }
      const before = totalNow();
      // A click may load the page anew, which would try again, and load it again.
      const clicked = `${code} ${before}`;
      if (sessionStorage[clickedKey] == clicked) return;
      sessionStorage[clickedKey] = clicked;
      fill(input, code);
      if (button) button.click();
      else form?.requestSubmit();
      for (let waitedMs = 0; totalNow() == before && waitedMs < mostMs; waitedMs += pauseMs)
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
    },
    // A form that takes codes out again looks different in every shop: what did not help, the shop has mostly not kept.
    remove: async () => undefined,
  };
};

/** Frameworks hear only of what is set past their own setter: https://github.com/facebook/react/issues/10135 */
function fill(input: HTMLInputElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, text);
  for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }));
}

async function load(address: string): Promise<Document> {
  const reply = await within((signal) => fetch(address, { headers: { accept: "text/html" }, signal }));
  if (!reply.ok) throw Error();
  return new DOMParser().parseFromString(await reply.text(), "text/html");
}

async function within(ask: (signal: AbortSignal) => Promise<Response>): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), mostMs);
  try {
    const reply = await ask(stop.signal);
    if (reply.status >= 500) throw Error();
    return reply;
  } finally {
    clearTimeout(timer);
  }
}
