import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./messages.ts";

export const italian: MessagesOf<typeof t> = {
  title: "Registro",
  intro: "Chi ha cambiato cosa, dal più recente. Si conserva per due anni.",
  kind: "Cosa",
  allKinds: "Tutto",
  person: "Chi",
  everybody: "Tutti",
  ofThing: "Solo {name}",
  showAll: "Mostra tutto",
  list: "Cosa è stato fatto, dal più recente",
  version: "la versione {version}",
  nameless: "senza nome",
  erased: "qualcuno che è stato cancellato",
  open: "Apri",
  openOf: "Apri {name}",
  details: "Cosa è cambiato",
  older: "Mostra i precedenti",
  nothing: "Negli ultimi due anni non è stato fatto niente del genere.",
};
