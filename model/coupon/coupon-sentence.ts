import { lookUpLanguage } from "../language.ts";
import type { CouponRefusal } from "./refusal.ts";

type Subject =
  | "applied"
  | "there"
  | "comes"
  | "inCart"
  | "minimum"
  | "invalid"
  | "usedUp"
  | "notForThis"
  | "notNow"
  | "refused";

/** One sentence or more for a shopper, in plain text. */
export interface Words {
  text: string;
  /** That it is in (BCP 47). */
  language: string;
}

/** By language. `{code}` is the coupon's, `{before}` and `{after}` are what is to be paid. */
const sentences: ReadonlyMap<string, Readonly<Record<Subject, string>>> = new Map([
  [
    "en",
    {
      applied: "Your coupon {code} is applied: {before} → {after}.",
      there: "Your coupon {code} is applied.",
      comes: "No code to type: it goes into your cart by itself as soon as it applies.",
      inCart: "Your coupon {code} is in your cart already.",
      minimum: "Your coupon {code} needs a larger cart.",
      invalid: "Your coupon {code} is not valid now.",
      usedUp: "Your coupon {code} is used up.",
      notForThis: "Your coupon {code} does not apply to this cart.",
      notNow: "Your coupon {code} could not be applied just now.",
      refused: "The shop did not take your coupon {code}.",
    },
  ],
  [
    "de",
    {
      applied: "Ihr Gutschein {code} ist eingelöst: {before} → {after}.",
      there: "Ihr Gutschein {code} ist eingelöst.",
      comes: "Ohne Code: Er ist von selbst in Ihrem Warenkorb, sobald er gilt.",
      inCart: "Ihr Gutschein {code} ist schon in Ihrem Warenkorb.",
      minimum: "Ihr Gutschein {code} gilt erst für einen größeren Warenkorb.",
      invalid: "Ihr Gutschein {code} ist zurzeit nicht gültig.",
      usedUp: "Ihr Gutschein {code} ist aufgebraucht.",
      notForThis: "Ihr Gutschein {code} gilt nicht für diesen Warenkorb.",
      notNow: "Ihr Gutschein {code} konnte gerade nicht eingelöst werden.",
      refused: "Der Shop hat Ihren Gutschein {code} nicht angenommen.",
    },
  ],
  [
    "fr",
    {
      applied: "Votre code {code} est appliqué : {before} → {after}.",
      there: "Votre code {code} est appliqué.",
      comes: "Rien à saisir : la remise rejoint votre panier d’elle-même dès qu’elle s’applique.",
      inCart: "Votre code {code} est déjà dans votre panier.",
      minimum: "Votre code {code} demande un panier plus élevé.",
      invalid: "Votre code {code} n’est pas valable actuellement.",
      usedUp: "Votre code {code} est épuisé.",
      notForThis: "Votre code {code} ne s’applique pas à ce panier.",
      notNow: "Votre code {code} n’a pas pu être appliqué pour le moment.",
      refused: "La boutique n’a pas accepté votre code {code}.",
    },
  ],
  [
    "es",
    {
      applied: "Su cupón {code} está aplicado: {before} → {after}.",
      there: "Su cupón {code} está aplicado.",
      comes: "Sin escribir códigos: entra solo en su carrito en cuanto sea aplicable.",
      inCart: "Su cupón {code} ya está en su carrito.",
      minimum: "Su cupón {code} requiere un carrito mayor.",
      invalid: "Su cupón {code} no es válido ahora.",
      usedUp: "Su cupón {code} está agotado.",
      notForThis: "Su cupón {code} no se aplica a este carrito.",
      notNow: "Su cupón {code} no se pudo aplicar en este momento.",
      refused: "La tienda no aceptó su cupón {code}.",
    },
  ],
  [
    "it",
    {
      applied: "Il suo codice {code} è applicato: {before} → {after}.",
      there: "Il suo codice {code} è applicato.",
      comes: "Nessun codice da scrivere: entra da solo nel carrello appena è applicabile.",
      inCart: "Il suo codice {code} è già nel carrello.",
      minimum: "Il suo codice {code} richiede un carrello maggiore.",
      invalid: "Il suo codice {code} non è valido al momento.",
      usedUp: "Il suo codice {code} è esaurito.",
      notForThis: "Il suo codice {code} non si applica a questo carrello.",
      notNow: "Il suo codice {code} non ha potuto essere applicato ora.",
      refused: "Il negozio non ha accettato il suo codice {code}.",
    },
  ],
  [
    "nl",
    {
      applied: "Uw kortingscode {code} is toegepast: {before} → {after}.",
      there: "Uw kortingscode {code} is toegepast.",
      comes: "Zonder code in te typen: de korting komt vanzelf in uw winkelwagen zodra die geldt.",
      inCart: "Uw kortingscode {code} zit al in uw winkelwagen.",
      minimum: "Uw kortingscode {code} geldt pas voor een grotere winkelwagen.",
      invalid: "Uw kortingscode {code} is nu niet geldig.",
      usedUp: "Uw kortingscode {code} is op.",
      notForThis: "Uw kortingscode {code} geldt niet voor deze winkelwagen.",
      notNow: "Uw kortingscode {code} kon zojuist niet worden toegepast.",
      refused: "De winkel heeft uw kortingscode {code} niet aangenomen.",
    },
  ],
]);

const languages = new Map([...sentences.keys()].map((language) => [language, language]));

/** What else is in the cart is better for the shopper, so there is nothing to be told. */
const silent: ReadonlySet<CouponRefusal> = new Set(["not_combinable", "margin_floor", "reserved"]);

const subjects: Partial<Record<CouponRefusal, Subject>> = {
  minimum_not_met: "minimum",
  not_applicable: "notForThis",
  no_discount: "notForThis",
  shop_unreachable: "notNow",
  too_many_attempts: "notNow",
  unknown_code: "invalid",
  not_yet_valid: "invalid",
  expired: "invalid",
  revoked: "invalid",
  redeemed: "usedUp",
  exhausted: "usedUp",
  person_limit: "usedUp",
  day_limit: "usedUp",
  budget_spent: "usedUp",
};

/**
 * Why a shopper does not have a coupon in their cart, in one sentence.
 * @param wanted the languages that they read (BCP 47), the best liked first.
 * @returns `null` where there is nothing to be told.
 */
export function refusalSentence(
  { code, reason }: { code: string; reason: CouponRefusal },
  wanted: readonly string[],
): Words | null {
  if (silent.has(reason)) return null;
  const language = languageFor(wanted);
  return { text: filled(subjects[reason] ?? "refused", language, { code }), language };
}

/** A coupon in a cart. */
export interface CouponThere {
  code: string;
  /** What the shop took off for it, in minor units; `null` where nobody has seen that. */
  off: number | null;
}

/**
 * That coupons are in the cart, one sentence each: with what was to be paid before and is after, where that was seen of all
 * of them.
 * @param total what is to be paid now, in minor units of the currency (ISO 4217); `null` where that is not known.
 */
export function appliedSentences(
  coupons: readonly CouponThere[],
  { total, currency }: { total: number | null; currency: string },
  wanted: readonly string[],
): Words {
  const language = languageFor(wanted);
  const money = new Intl.NumberFormat(language, { style: "currency", currency });
  const { maximumFractionDigits = 2 } = money.resolvedOptions();
  const written = (amount: number) => money.format(amount / 10 ** maximumFractionDigits);
  const isKnown = total !== null && coupons.every(({ off }) => off !== null);
  let before = isKnown ? coupons.reduce((sum, { off }) => sum + (off ?? 0), total) : 0;
  const said = coupons.map(({ code, off }) => {
    const after = before - (off ?? 0);
    const values = { code, before: written(before), after: written(after) };
    before = after;
    return filled(isKnown && off !== 0 ? "applied" : "there", language, values);
  });
  return { text: said.join(" "), language };
}

/**
 * What an offer says of the coupon that comes with it, so that nobody looks for a place to type it.
 * @param code of a coupon that is in the cart already; `null` for one that will be.
 * @param language of the offer's other words; `null` is answered where we have no words in it.
 */
export function comingSentence(code: string | null, language: string): string | null {
  const own = lookUpLanguage([language], languages);
  if (own === undefined) return null;
  return code === null ? filled("comes", own, {}) : filled("inCart", own, { code });
}

function languageFor(wanted: readonly string[]): string {
  return lookUpLanguage(wanted, languages) ?? "en";
}

function filled(subject: Subject, language: string, values: Readonly<Record<string, string>>): string {
  const sentence = sentences.get(language)?.[subject] ?? "";
  return sentence.replace(/\{(\w+)\}/g, (field, name: string) => values[name] ?? field);
}
