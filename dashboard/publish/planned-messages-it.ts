import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./planned-messages.ts";

export const italian: MessagesOf<typeof t> = {
  planned: "{count, plural, one {# modifica va} other {# modifiche vanno}} online: {when}",
  by: "previsto da {name}",
  failed: "Quello che era previsto per {when} non è andato online.",
  cancel: "Annulla",
  dismiss: "Togli questo avviso",
  cancelled: "Niente va online più tardi. Le bozze restano come sono.",
  cancelFailed: "Non ha funzionato. {reason}",
};
