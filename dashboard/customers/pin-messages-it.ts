import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./pin-messages.ts";

export const italian: MessagesOf<typeof t> = {
  pins: "Offerte solo per questo cliente",
  intro:
    "Un’offerta fissata è sulle sue pagine a partire dalla prossima, su tutti i suoi dispositivi, prima di ciò che le regole mostrano al suo posto.",
  none: "Non c’è niente di fissato.",
  unknown: "In questo momento non si sa quali offerte sono attive. Ricarica la pagina tra poco.",
  nothingToPin: "Non c’è un’offerta da fissare: pubblicane una, con una posizione.",
  noPersonalPages: "Non ha accettato pagine personali, quindi non la vede.",
  by: "{name}, {when}",
  inPlacement: "in “{placement}”",
  whereRules: "dove la mostrano le regole, altrimenti nella prima posizione",
  until: "fino a {when}",
  untilTaken: "finché non si toglie",
  seenByThem: "vista {when}",
  closedByThem: "chiusa {when}: non torna",
  notLive: "non più attiva: non si vede",
  takeAway: "Togli",
  takeAwayOf: "Togli {offer}",
  takenAway: "“{offer}” non c’è più dalla prossima pagina.",
  which: "Offerta",
  where: "Dove",
  anywhere: "Dove la mostrano le regole",
  anywhereHint: "Dove non la mostra nessuna: nella prima posizione.",
  end: "Fino a",
  endHint: "Secondo l’orologio del negozio ({timeZone}). Vuoto: finché non si toglie.",
  endOver: "Indica un momento che deve ancora venire, o lascia vuoto.",
  why: "Perché, per chi lavora con te",
  pin: "Fissa l’offerta",
  pinned: "Vede “{offer}” dalla prossima pagina.",
  asPinned: "{offer} (fissata)",
};
