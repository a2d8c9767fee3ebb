import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./messages.ts";

export const italian: MessagesOf<typeof t> = {
  amountIn: "{label} ({currency})",
  noAmount: "Scrivi un importo come 12,50 oppure niente.",
  noNumber: "Scrivi un numero come 100 oppure niente.",
  problemIn: "{language}: {message}",
  save: "Salva bozza",
  undo: "Annulla",
  redo: "Ripeti",
  saved: "Bozza salvata. Gli acquirenti la vedranno dopo la pubblicazione.",
  savedAt: "Bozza salvata {when}",
  dirty: "Non ancora salvata",
  saving: "Salvataggio…",
  saveFailed: "Non salvata. {reason}",
  problems:
    "{count, plural, one {C’è una cosa da correggere prima di salvare.} other {Ci sono # cose da correggere prima di salvare.}}",
  conflictTitle: "Qualcun altro ha salvato {name}",
  conflictBody: "Ha salvato {when}, dopo che avevi aperto la pagina. Quello che hai scritto è ancora qui.",
  loadTheirs: "Carica la sua versione",
  keepMine: "Tieni la mia",
  conflictHint: "Se tieni la tua, il prossimo salvataggio sostituisce la sua.",
  theirsLoaded: "Stai vedendo l’altra versione di {name}.",
  bringBack: "Recupera quello che ho scritto",
};
