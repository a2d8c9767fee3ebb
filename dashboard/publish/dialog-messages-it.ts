import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./dialog-messages.ts";

export const italian: MessagesOf<typeof t> = {
  title: "Pubblica {count, plural, one {# modifica} other {# modifiche}}",
  intro: "Gli acquirenti non le vedono ancora:",
  unsaved: "In questa pagina ci sono modifiche non salvate. Non sono comprese.",
  warnings: "Da controllare prima di pubblicare:",
  note: "Nota per il tuo team (facoltativa)",
  publish: "Pubblica ora",
  discard: "Scarta le modifiche…",
  discardTitle: "Scartare {count, plural, one {# modifica} other {# modifiche}}?",
  discardBody: "Ogni bozza torna a quello che gli acquirenti vedono ora. Non si può annullare.",
  discardKeep: "Tieni le modifiche",
  discardGo: "Sì, scarta",
  published: "La versione {version} è online. Gli acquirenti la vedono entro 5 secondi.",
  publishedOff: "La versione {version} è pubblicata. Gli acquirenti la vedranno quando Edgewise sarà attivo.",
  discarded: "Le modifiche sono state scartate. Le bozze sono quello che gli acquirenti vedono ora.",
  rules: "Regola",
  offers: "Offerta",
  coupons: "Coupon",
  placements: "Posizione",
  segments: "Segmento",
  lists: "Lista",
  added: "{kind} {name}: novità.",
  changed: "{kind} {name}: modifiche.",
  removed: "{kind} {name}: rimozione.",
};
