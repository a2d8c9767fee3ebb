import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./outcome-text.ts";

export const italian: MessagesOf<typeof t> = {
  lostTo: "{why} ({to})",
  left_alone: "Edgewise lascia stare questa pagina, e la regola non la nomina",
  staged: "la mostrano solo le anteprime",
  not_now: "in questo momento non è attiva",
  condition: "non è rivolta a questa persona",
  site_holdout: "questa persona è nel gruppo di controllo del sito, che non riceve niente",
  holdout: "questa persona è nel suo gruppo di controllo",
  not_covered: "questa persona non è nella quota che partecipa",
  namespace: "questa persona è fuori dalla sua parte dello spazio dei nomi",
  not_remembered: "questa persona non ha acconsentito a essere ricordata",
  dismissed: "questa persona ha chiuso la sua offerta",
  capped: "questa persona l’ha già avuta quante volte è permesso",
  exclusive_group: "un’altra regola del suo gruppo esclusivo viene prima",
  fatigue: "le offerte sulla pagina, o in questa visita, sono già abbastanza",
  nothing_to_say: "la sua offerta non ha un titolo per questa persona, perché manca il valore di un campo",
  coupon_spent: "ora nessuno può avere il suo coupon, oppure questa persona l’ha già avuto",
  coupon_awaited: "il codice personale arriva con la prossima pagina",
  outranked: "regole che vengono prima prendono tutto quello che vuole",
  circle: "porterebbe a un’altra pagina e poi di nuovo qui",
  redirected: "un’altra regola porta a un’altra pagina",
};
