import type { MessagesOf } from "../text/translated.ts";
import type { kindName } from "./messages.ts";

export const italian: MessagesOf<typeof kindName> = {
  rule: "Regole",
  offer: "Offerte",
  coupon: "Coupon",
  placement: "Posizioni",
  segment: "Segmenti",
  list: "Liste",
  goal: "Obiettivi",
  version: "Versioni",
  site: "Il negozio",
  key: "Chiavi API",
  profile: "Clienti",
  import: "Importazioni",
  result: "Risultati condivisi",
  user: "Persone che lavorano qui",
  invitation: "Inviti",
};
