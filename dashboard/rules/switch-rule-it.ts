import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./switch-rule.ts";

export const italian: MessagesOf<typeof t> = {
  switchedOn: "{name} è attiva. Gli acquirenti la vedono entro 5 secondi.",
  switchedOnLater: "{name} è attiva. Gli acquirenti la vedranno quando Edgewise sarà attivo.",
  switchedOff: "{name} è disattivata. Entro 5 secondi gli acquirenti non la vedono più.",
  switchFailed: "Non è stato possibile cambiare lo stato di {name}. {reason}",
};
