import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./messages.ts";

export const italian: MessagesOf<typeof t> = {
  title: "Segmenti",
  one: "Segmento",
  newTitle: "Nuovo segmento",
  intro:
    "Gruppi di clienti con un nome, di cui le regole possono chiedere. Chi ne fa parte si ricalcola con ogni pagina.",
  addSegment: "Nuovo segmento",
  list: "Segmenti",
  emptyTitle: "Ancora nessun segmento",
  empty:
    "Un segmento è una condizione con un nome, come VIP: la scrivi una volta, e qualsiasi regola può usarla.",
  name: "Nome",
  nameHint: "Come si legge in una frase: “visitatori in VIP”.",
  who: "Chi ne fa parte",
  members: "Alcuni di loro",
  showMembers: "Mostrane alcuni",
  membersHint: "Prima quelli con un nome, tra gli ultimi visti.",
  membersShown: "{count, plural, =0 {Nessuno che l’indice conosca.} one {# di loro.} other {# di loro.}}",
  why: "Qualcuno ne fa parte?",
  whyWho: "Un cliente",
  whyHint:
    "Un indirizzo e-mail, un numero o un nome. La risposta riguarda il segmento come appare qui, salvato o no.",
  whyAsk: "Dimmi perché",
  whyNobody: "Così non si trova nessuno.",
  why_in: "{name} ne fa parte.",
  why_out: "{name} non ne fa parte.",
  why_open: "{name} ne fa parte su alcune pagine: dipende dalla pagina.",
  openCustomer: "Apri il cliente",
  useTitle: "Dove è usato",
  usedBy: "{count, plural, =0 {Ancora niente lo usa.} one {Lo usa una cosa:} other {Lo usano # cose:}}",
  use_rules: "Regola: {name}",
  use_segments: "Segmento: {name}",
  deleteTitle: "Elimina",
  deleteHint: "Niente lo usa, quindi per nessuno cambia niente.",
  deleteUsed:
    "{count, plural, one {Prima deve farne a meno quello che lo usa: una cosa qui sopra.} other {Prima deve farne a meno quello che lo usa: # cose qui sopra.}}",
  delete: "Elimina…",
  deleteAsk: "Eliminare {name}?",
  deleteBody: "Sparisce con la prossima pubblicazione. Niente lo usa.",
  keep: "Tieni il segmento",
  yesDelete: "Sì, elimina",
  deleted: "{name} è stato eliminato.",
};
