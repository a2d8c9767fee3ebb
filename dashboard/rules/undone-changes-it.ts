import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./undone-changes.tsx";

export const italian: MessagesOf<typeof t> = {
  undone: "Gli script del negozio hanno annullato {change} su {undone} di {pages}.",
  pages: "{count, plural, one {# pagina} other {# pagine}}",
  restored: "La modifica è stata ripristinata.",
  lost: "La modifica è rimasta annullata.",
  both: "La modifica è stata ripristinata su {restored} ed è rimasta annullata su {lost}.",
  more: "{count, plural, one {Lo stesso vale per un’altra modifica.} other {Lo stesso vale per altre # modifiche.}}",
  advice:
    "Fai cambiare alla regola un elemento che nessuno script scrive, o inserisci qualcosa accanto; oppure fai in modo che lo script del negozio lo lasci stare.",
};
