import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./messages.ts";

export const italian: MessagesOf<typeof t> = {
  close: "Chiudi",
  dismiss: "Chiudi il messaggio",
  tryAgain: "Riprova",
  couldNotLoad: "Caricamento non riuscito",
  notThere: "Qui non c’è",
  requestId: "Richiesta {id}",
  loading: "Caricamento…",
};
