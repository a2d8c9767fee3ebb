import { lookUpLanguage } from "../language.ts";
import type { CouponRefusal } from "./refusal.ts";

type Subject = "applied" | "minimum" | "invalid" | "usedUp" | "notForThis" | "notNow" | "refused";

/** By language. `{code}` is the coupon's, `{before}` and `{after}` are what is to be paid. */
const sentences: ReadonlyMap<string, Readonly<Record<Subject, string>>> = new Map([
  [
    "en",
    {
      applied: "Your coupon {code} is applied: {before} → {after}.",
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
 * Why a shopper does not have a coupon in their cart, in one sentence of plain text.
 * @param wanted the languages that they read (BCP 47), the best liked first.
 * @returns `null` where there is nothing to be told.
 */
export function refusalSentence(
  { code, reason }: { code: string; reason: CouponRefusal },
  wanted: readonly string[],
): string | null {
  if (silent.has(reason)) return null;
  return filled(subjects[reason] ?? "refused", languageFor(wanted), { code });
}

/** That a coupon is in the cart, and what it costs now. Amounts are minor units of the currency (ISO 4217). */
export function appliedSentence(
  { code, before, after, currency }: { code: string; before: number; after: number; currency: string },
  wanted: readonly string[],
): string {
  const language = languageFor(wanted);
  const money = new Intl.NumberFormat(language, { style: "currency", currency });
  const { maximumFractionDigits = 2 } = money.resolvedOptions();
  const written = (amount: number) => money.format(amount / 10 ** maximumFractionDigits);
  return filled("applied", language, { code, before: written(before), after: written(after) });
}

function languageFor(wanted: readonly string[]): string {
  return lookUpLanguage(wanted, languages) ?? "en";
}

function filled(subject: Subject, language: string, values: Readonly<Record<string, string>>): string {
  const sentence = sentences.get(language)?.[subject] ?? "";
  return sentence.replace(/\{(\w+)\}/g, (field, name: string) => values[name] ?? field);
}
