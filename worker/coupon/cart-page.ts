import { writtenAmount } from "../../model/coupon/written-amount.ts";
import type { CartForm } from "../../model/site.ts";
import { findRegions } from "../rewrite/find-regions.ts";
import { readTag } from "../rewrite/read-tag.ts";
import type { Region } from "../rewrite/region.ts";

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
  /** Where it begins, in bytes: the shop's page may say something before it. */
  from: number;
  action: string;
  /** The name of the field for the code. */
  field: string;
  /** Everything else that the form sends, such as its token against forgery. */
  others: readonly (readonly [string, string])[];
}

/** What a snapshot keeps of a refused total. */
const longestTotal = 200;

/**
 * Reads the coupon form, the applied coupons and the total out of a cart page, with selectors from the site.
 * @throws as {@link findRegions} does.
 */
export function readCartPage(bytes: Uint8Array, contentType: string, cart: CartForm): CartPage {
  const fields = "form input, form button";
  const { regions } = findRegions(bytes, contentType, ["form", fields, cart.field, cart.applied, cart.total]);
  const page = new SourcePage(bytes, contentType);
  const of = (selector: string) => regions.get(selector) ?? [];
  const texts = (selector: string) => of(selector).flatMap((region) => page.textsOf(region));
  return {
    form: couponForm(page, of("form"), of(fields), of(cart.field)),
    applied: plain(texts(cart.applied).join(" ")),
    total: plain(texts(cart.total).join("")).slice(0, longestTotal),
  };
}

/** The codes that the shop shows as applied, in capital letters. A code may be the beginning of another one. */
export function codesShown({ applied }: Pick<CartPage, "applied">): ReadonlySet<string> {
  return new Set(
    applied
      .toUpperCase()
      .split(/[^A-Z0-9_-]+/)
      .filter((code) => code !== ""),
  );
}

/** The form around the last field for a code that is in one; a form that is not sent by POST is a search, or no form. */
function couponForm(
  page: SourcePage,
  forms: readonly Region[],
  elements: readonly Region[],
  fields: readonly Region[],
): CouponForm | null {
  const found = fields
    .flatMap((field) => {
      const form = forms.find(({ from, end }) => from < field.from && field.from < end);
      const name = page.attribute(field, "name");
      const isSent = form !== undefined && page.attribute(form, "method").toLowerCase() === "post";
      return isSent && name !== "" ? [{ form, field, name }] : [];
    })
    .at(-1);
  if (found === undefined) return null;
  const { form, field, name } = found;
  const inside = elements.filter(({ from }) => from > form.from && from < form.end);
  // Only the button behind the field belongs to it: a cart's form often has others, such as "update".
  const button = inside.find((element) => element.from > field.from && page.isButton(element));
  const sent = inside.filter(
    (element) => element === button || page.attribute(element, "type").toLowerCase() === "hidden",
  );
  return {
    from: form.from,
    action: page.attribute(form, "action"),
    field: name,
    others: sent
      .map((element) => [page.attribute(element, "name"), page.attribute(element, "value")] as const)
      .filter(([other]) => other !== ""),
  };
}

/** A page whose elements are read as the shop wrote them, in its own character set. */
class SourcePage {
  readonly #bytes: Uint8Array;
  readonly #decoder: TextDecoder;

  constructor(bytes: Uint8Array, contentType: string) {
    this.#bytes = bytes;
    this.#decoder = decoderFor(contentType);
  }

  /** Its value; empty where there is none. */
  attribute({ from, tagEnd }: Region, name: string): string {
    const tag = this.#read(from, tagEnd);
    const value = readTag(tag, 0)?.attributes.find((written) => written.name === name)?.value;
    return value === undefined ? "" : decodeEntities(tag.slice(value.from, value.to));
  }

  /** Whether pressing it sends the form. */
  isButton(element: Region): boolean {
    const type = this.attribute(element, "type").toLowerCase();
    if (/^<button/i.test(element.tag)) return type !== "button" && type !== "reset";
    return type === "submit" || type === "image";
  }

  /** The texts between its tags. */
  textsOf({ tagEnd, contentEnd }: Region): string[] {
    return this.#read(tagEnd, contentEnd ?? tagEnd).split(markup);
  }

  #read(from: number, to: number): string {
    return this.#decoder.decode(this.#bytes.subarray(from, to));
  }
}

const markup = /<!--[^]*?-->|<\/?[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi;

/** UTF-8 for a character set that is not known. */
function decoderFor(contentType: string): TextDecoder {
  const label = /charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1];
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
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

/** The entities that tokens and prices hold. */
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

/** An amount as {@link writtenAmount} reads it, in hundredths of the currency's own unit. */
export function amountInHundredths(text: string, fractionDigits = 2): number | undefined {
  const amount = writtenAmount(text, fractionDigits);
  return amount === undefined ? undefined : Math.round(amount * 1000) / 10;
}
