import type { CartForm } from "../../model/site.ts";

/** The shop's cart page, as far as a coupon is concerned. */
export interface CartPage {
  /** The shop's own coupon form, ready to be sent with a code; `null` where the page has none, as with an empty cart. */
  form: CouponForm | null;
  /** What the shop shows of applied coupons; empty for none. */
  applied: string;
  /** The total as the shop writes it; empty where it shows none. */
  total: string;
}

interface CouponForm {
  action: string;
  /** The name of the field for the code. */
  field: string;
  /** Everything else that the form sends, such as its token against forgery. */
  others: readonly (readonly [string, string])[];
}

interface OpenForm {
  action: string;
  field: string | undefined;
  others: [string, string][];
  /** Whether the button that sends it was found. */
  button: boolean;
}

/** What a snapshot keeps of a refused total. */
const longestTotal = 200;

/** Reads the coupon form, the applied coupons and the total out of a cart page, with selectors from the site. */
export async function readCartPage(page: Uint8Array, contentType: string, cart: CartForm): Promise<CartPage> {
  let open: OpenForm | undefined;
  let found: OpenForm | undefined;
  const texts = { applied: "", total: "" };
  const collect = (name: keyof typeof texts, between: string) => ({
    text(chunk: Text) {
      texts[name] += chunk.lastInTextNode ? chunk.text + between : chunk.text;
    },
  });
  const pressButton = (button: Element) => {
    // Only the button behind the field belongs to it: a cart's form often has others, such as "update".
    if (open === undefined || open !== found || open.button) return;
    open.button = true;
    const name = attribute(button, "name");
    if (name !== "") open.others.push([name, attribute(button, "value")]);
  };
  const rewriter = new HTMLRewriter()
    .on("form", {
      element(form) {
        open = undefined;
        if (!isPost(form)) return;
        const begun: OpenForm = {
          action: attribute(form, "action"),
          field: undefined,
          others: [],
          button: false,
        };
        open = begun;
        form.onEndTag(() => {
          if (open === begun) open = undefined;
        });
      },
    })
    .on("form input", {
      element(input) {
        const name = attribute(input, "name");
        const type = attribute(input, "type").toLowerCase();
        if (type === "submit" || type === "image") pressButton(input);
        else if (type === "hidden" && name !== "") open?.others.push([name, attribute(input, "value")]);
      },
    })
    .on("form button", {
      element(button) {
        if (!/^(button|reset)$/i.test(attribute(button, "type"))) pressButton(button);
      },
    })
    .on(cart.field, {
      element(input) {
        const name = attribute(input, "name");
        if (open === undefined || name === "") return;
        open.field = name;
        found = open;
      },
    })
    .on(cart.applied, collect("applied", " "))
    .on(cart.total, collect("total", ""));
  await rewriter.transform(new Response(page, { headers: { "content-type": contentType } })).arrayBuffer();
  return {
    form:
      found?.field === undefined ? null : { action: found.action, field: found.field, others: found.others },
    applied: plain(texts.applied),
    total: plain(texts.total).slice(0, longestTotal),
  };
}

function isPost(form: Element): boolean {
  return attribute(form, "method").toLowerCase() === "post";
}

function attribute(element: Element, name: string): string {
  return decodeEntities(element.getAttribute(name) ?? "");
}

function plain(text: string): string {
  return decodeEntities(text).replace(/\s+/g, " ").trim();
}

const named: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  euro: "€",
  pound: "£",
};

/** HTMLRewriter hands out text and attributes as they are written; these are the entities that tokens and prices hold. */
function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
    (entity, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? entity;
      const codePoint = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : entity;
    },
  );
}

/**
 * An amount of money as a shop writes it, in hundredths: `€1.234,50` and `1,234.50 EUR` are both 123450.
 * @returns `undefined` where the text holds no amount.
 */
export function amountInHundredths(text: string): number | undefined {
  const digits = /\d(?:[\d.,'’\u00a0\u202f ]*\d)?/.exec(text)?.[0];
  if (digits === undefined) return undefined;
  const fraction = /[.,](\d{2})$/.exec(digits);
  const whole = (fraction === null ? digits : digits.slice(0, -3)).replace(/\D/g, "");
  return Number(whole) * 100 + Number(fraction?.[1] ?? 0);
}
