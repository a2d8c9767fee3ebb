import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./tool-messages.ts";

export const italian: MessagesOf<typeof t> = {
  search: "Cerca tra le regole",
  foundCount:
    "{count, plural, =0 {Nessuna di {all} regole} one {Una di {all} regole} other {# di {all} regole}}",
  up: "Sposta su",
  down: "Sposta giù",
  first: "Sposta in cima alla sua corsia",
  last: "Sposta in fondo alla sua corsia",
  endOfLane: "È già lì.",
  moved: "{name} ora è al numero {rank}. Gli acquirenti vedranno il nuovo ordine dopo la pubblicazione.",
  moveFailed: "Non è stato possibile spostare {name}. {reason}",
  duplicate: "Duplica",
  copyOf: "{name} (copia)",
  duplicated: "{name} è salvata come bozza disattivata.",
  duplicateFailed: "Non è stato possibile duplicare {name}. {reason}",
  delete: "Elimina…",
  deleteTitle: "Eliminare {name}?",
  deleteLive:
    "{count, plural, =0 {Gli acquirenti la vedono ora, anche se nelle ultime 24 ore non era su nessuna pagina.} one {Gli acquirenti la vedono ora: nelle ultime 24 ore era su una pagina.} other {Gli acquirenti la vedono ora: nelle ultime 24 ore era su # pagine.}} Lascia il negozio con la prossima pubblicazione.",
  deleteOff: "È disattivata: nessun acquirente la vede.",
  deleteDraft: "Non è mai stata pubblicata: nessun acquirente la vede.",
  deleteStays: "Le offerte, i coupon e le posizioni che usa restano.",
  keep: "Tieni la regola",
  deleteNow: "Elimina regola",
  deleted: "{name} è eliminata.",
  deleteFailed: "{name} c’è ancora. {reason}",
  bringBack: "Recuperala",
  broughtBack: "{name} è di nuovo qui.",
  bringBackFailed: "Non è stato possibile recuperare {name}. {reason}",
};
