import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./refusal-messages.ts";

export const italian: MessagesOf<typeof t> = {
  unknown_code: "il codice non esiste",
  not_theirs: "il codice è di qualcun altro",
  self_referral: "nessuno può invitare sé stesso",
  not_yet_valid: "non è ancora valido",
  expired: "è scaduto",
  revoked: "è stato revocato",
  redeemed: "è già stato utilizzato",
  reserved: "è in un altro carrello",
  exhausted: "non ce ne sono più",
  person_limit: "questa persona ne ha già avuti quanti può averne",
  day_limit: "per oggi non ce ne sono più",
  budget_spent: "il suo budget è finito",
  not_combinable: "non si combina con un altro coupon",
  margin_floor: "toglierebbe più di quanto il sito permette",
  too_many_attempts: "ci sono stati troppi tentativi",
  minimum_not_met: "il carrello non valeva abbastanza",
  not_applicable: "non vale per quello che c’era nel carrello",
  no_discount: "il negozio non ha tolto niente",
  refused_by_shop: "il negozio lo ha rifiutato",
  shop_unreachable: "il negozio non ha risposto",
};
