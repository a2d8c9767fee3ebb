import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./explained-messages.ts";

export const italian: MessagesOf<typeof t> = {
  in: "Vale",
  out: "Non vale",
  open: "Non si sa",
  everybody: "Non chiede niente: vale per tutti.",
  any: "Vale almeno una di queste:",
  all: "Valgono tutte queste:",
  none: "Non vale nessuna di queste:",
  not: "Non valgono tutte queste:",
  times: "{times, plural, =0 {Mai successo.} one {Successo una volta.} other {Successo # volte.}}",
  here: "Qui: {value}.",
  unknown: "non si sa",
  onlyOnPage: "Lo direbbe solo la pagina in cui si trova.",
};
