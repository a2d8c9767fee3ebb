import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./messages.ts";

export const italian: MessagesOf<typeof t> = {
  isOff: "Edgewise è disattivato",
  isOffMeans: "Gli acquirenti vedono le pagine originali del negozio.",
  switchOff: "Disattiva…",
  switchOn: "Attiva",
  title: "Disattivare Edgewise su {name}?",
  reach:
    "Entro 5 secondi tutti gli acquirenti vedono le pagine originali: nessuna regola, nessuna offerta, nessun coupon.",
  stays: "Le regole, le bozze e quello che si sa dei visitatori restano come sono. Puoi riattivarlo da qui.",
  keepOn: "Lascia attivo",
  go: "Sì, disattiva",
  off: "Edgewise è disattivato su {name}. Entro 5 secondi ogni pagina è quella originale.",
  on: "Edgewise è di nuovo attivo su {name}. Entro 5 secondi gli acquirenti vedono quello che è pubblicato.",
  failed: "Non è stato possibile cambiare lo stato di Edgewise su {name}. {reason}",
};
