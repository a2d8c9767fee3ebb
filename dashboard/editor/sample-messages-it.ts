import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./sample-messages.ts";

export const italian: MessagesOf<typeof t> = {
  title: "Quanto tempo ci vuole per saperlo",
  lift: "Effetto minimo che conta, in percentuale",
  liftHint:
    "Rispetto a quello che le persone fanno senza la regola. Per la metà servono quattro volte tante persone.",
  liftAboveNothing: "Un effetto nullo non si può trovare. Indica un numero maggiore di 0.",
  baseline: "Quota di visitatori che lo fanno, in percentuale",
  baselineHint: "Qui nessuno l’ha ancora contata: che cosa ti aspetti?",
  working: "Calcolo in corso …",
  known:
    "Negli ultimi {days} giorni: {value}, su {people, plural, one {# persona} other {# persone}} che hanno visto qualcosa di Edgewise.",
  needed:
    "Per trovarlo in 80 test su 100 {total, plural, one {serve # persona} other {servono # persone}} ({each}).",
  days: "Al ritmo degli ultimi giorni sono circa {count, plural, one {un giorno} other {# giorni}}.",
  daysOfAudience:
    "Sono circa {count, plural, one {un giorno} other {# giorni}} se tutto il pubblico arriva a queste pagine, e di più se ne arriva meno.",
  noTraffic:
    "Non si sa ancora quante persone arrivano in un giorno, quindi nessuno può dire quanto ci vuole.",
  tooLong:
    "Sono circa {months} mesi. Valuta un effetto più grande, più esclusi, più pagine o un obiettivo che più persone raggiungono, come un carrello riempito.",
  shifting: "Dove i visitatori vengono spostati verso quello che funziona, ci vuole di più.",
  nothing_to_compare:
    "Non c’è niente con cui confrontare: escludi alcuni visitatori o aggiungi una variante che non cambia niente.",
  no_baseline:
    "Non si sa ancora che cosa fanno le persone senza la regola: nessuno l’ha fatto negli ultimi 28 giorni.",
  out_of_reach: "Questo effetto non si può trovare. Indicane un altro.",
};
