import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./rivals.tsx";

export const italian: MessagesOf<typeof t> = {
  none: "Nessun’altra regola attiva vuole lo stesso, sulle stesse pagine, per le stesse persone.",
  unknown: "Ora non è possibile sapere come sta rispetto alle altre regole.",
  searching: "Confronto con le altre regole…",
  above: "{name} viene prima: chi riceve entrambe vede {what} come vuole {name}.",
  below: "Viene prima di {name}: chi riceve entrambe vede {what} come vuole questa.",
  aboveGroup: "{name} è dello stesso gruppo esclusivo, e viene prima.",
  belowGroup: "{name} è dello stesso gruppo esclusivo, e viene dopo.",
  ledAway: "{name} porta alcuni dei suoi visitatori a un’altra pagina, e loro non la vedono.",
  leadsAway: "Porta via visitatori da pagine su cui vedrebbero {name}.",
  more: "{count, plural, one {Lo stesso vale per un’altra regola.} other {Lo stesso vale per altre # regole.}}",
};
