import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./messages.ts";

export const italian: MessagesOf<typeof t> = {
  title: "Regole",
  intro: "Chi vede che cosa, e dove. Se due regole vogliono lo stesso posto, vince quella più in alto.",
  list: "Regole, prima quella che vince",
  live: "Online",
  off: "Disattivata",
  staged: "Solo nelle anteprime",
  stopped: "Fermata",
  draft: "Bozza",
  changed: "Modifiche non pubblicate",
  decided:
    "{count, plural, =0 {Su nessuna pagina nelle ultime 24 ore} one {Su una pagina nelle ultime 24 ore} other {Su # pagine nelle ultime 24 ore}}",
  seen: "{count, plural, =0 {Gli acquirenti non l’hanno vista su nessuna} other {Gli acquirenti l’hanno vista su #}}",
  updated: "Ultima modifica: {when}",
  switch: "{name}: mostrata agli acquirenti",
  stagedFirst: "Solo le anteprime mostrano questa regola: aprila per farla vedere a tutti",
  publishFirst: "Prima pubblica questa regola",
  newRule: "Nuova regola",
  more: "Altro: {name}",
  service: "Nella corsia di servizio",
  personal: "Nella corsia personale",
  showMore: "Mostra altre ({count})",
};
