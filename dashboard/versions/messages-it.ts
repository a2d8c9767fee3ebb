import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./messages.ts";

export const italian: MessagesOf<typeof t> = {
  title: "Versioni",
  intro:
    "Tutto quello che è stato pubblicato qui, dal più recente. Tornare indietro crea una nuova versione con quello che aveva l’altra: niente va perso e le bozze restano come sono.",
  list: "Versioni, dalla più recente",
  version: "Versione {version}",
  live: "Online",
  by: "{name}, {when}",
  nothingChanged: "Non è cambiato niente.",
  changed: "Modifiche: {names}.",
  andMore: "{count, plural, one {un’altra} other {altre #}}",
  whatChanged: "Cosa è cambiato con la versione {version}",
  against: "Cosa cambierebbe tornando alla versione {version}",
  restore: "Torna a questa",
  restoreOf: "Torna a questa: versione {version}",
  restored:
    "La versione {made} è online, con quello che aveva la versione {version}. Gli acquirenti la vedono entro 5 secondi.",
  restoredOff:
    "La versione {made} ha quello che aveva la versione {version}. Gli acquirenti la vedranno quando Edgewise sarà attivo.",
  restoreFailed: "Non è stato possibile tornare alla versione {version}. {reason}",
  comments: "Versione {version}: {count, plural, =0 {commentala} one {un commento} other {# commenti}}",
  comment: "Commento",
  addComment: "Aggiungi commento",
  commentFailed: "Il commento non è stato salvato. {reason}",
  switchedOff: "{name} ha disattivato Edgewise in questo negozio, {when}.",
  switchedOn: "{name} ha riattivato Edgewise, {when}.",
  older: "Mostra le precedenti",
  emptyTitle: "Non è stato ancora pubblicato niente",
  empty: "Quando pubblicherai, ogni versione sarà qui e potrai tornare a ciascuna.",
};
