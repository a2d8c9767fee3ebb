import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./messages.ts";

export const italian: MessagesOf<typeof t> = {
  title: "Obiettivi",
  toResults: "Ai risultati",
  one: "Obiettivo",
  newTitle: "Nuovo obiettivo",
  intro:
    "Quello che conta come successo, o come danno. Una regola si giudica da quello che chi l’ha vista ha fatto di più, o di meno, di chi non l’ha vista.",
  add: "Nuovo obiettivo",
  list: "Obiettivi di questo negozio",
  emptyTitle: "Ancora nessun obiettivo tuo",
  empty:
    "Le regole si giudicano dal ricavo, dove non si dice altro. Crea un obiettivo per quello che il tuo negozio vuole oltre agli ordini, come contatti, o meno resi.",
  everyShop: "Quelli che ogni negozio ha",
  otherPoint: "Un altro punto di partenza",
  points: "Punti di partenza",
  pointsIntro: "Che cosa si deve contare? Dopo si può cambiare tutto.",
  noSuch: "Questo punto di partenza non c’è",

  name: "Nome",
  nameHint: "Come lo chiama il tuo team: “È diventato un contatto”.",
  event: "Evento",
  eventHint: "Quello che qualcuno fa. Scegline uno dei soliti, o scrivi il nome di uno tuo.",
  counts: "Che cosa conta",
  counts_once: "chi l’ha fatto almeno una volta",
  counts_every: "quante volte ciascuno l’ha fatto",
  counts_value: "quanto valeva",
  countsHint: "Quanto valeva un evento è il suo parametro value, nella valuta del negozio.",
  within: "Per quanto tempo conta",
  withinHint: "Da quando qualcuno ha visto la regola la prima volta. Quello che fa dopo non conta più.",
  unit: "In",
  unit_m: "minuti",
  unit_h: "ore",
  unit_d: "giorni",
  better: "Meglio se è",
  better_more: "di più",
  better_less: "di meno",
  betterHint: "Resi e reclami, per esempio, sono meglio quanto meno ce ne sono.",
  most_every: "Quante volte al massimo conta una persona",
  most_value: "Quanto conta al massimo una persona ({currency})",
  mostHint: "Così nessuno decide da solo. Vuoto: nessun limite.",

  once: "Conta le persone che {doing} almeno una volta entro {window} da quando hanno visto la regola la prima volta.",
  every:
    "Conta quante volte le persone {doing} entro {window} da quando hanno visto la regola la prima volta.",
  everyUpTo:
    "Conta quante volte le persone {doing} entro {window} da quando hanno visto la regola la prima volta, ciascuna fino a {most}.",
  times: "{most, plural, one {una volta} other {# volte}}",
  value:
    "Somma quanto valeva ogni volta che le persone {doing} entro {window} da quando hanno visto la regola la prima volta.",
  valueUpTo:
    "Somma quanto valeva ogni volta che le persone {doing} entro {window} da quando hanno visto la regola la prima volta, fino a {most} a persona.",
  less: "{counts} È meglio di meno.",
  window_m: "{count, plural, one {# minuto} other {# minuti}}",
  window_h: "{count, plural, one {# ora} other {# ore}}",
  window_d: "{count, plural, one {# giorno} other {# giorni}}",
  revenue:
    "Somma quanto hanno portato gli ordini di ciascuno entro {window} da quando ha visto la regola la prima volta, meno sconti, resi e il costo delle offerte.",
  orders:
    "Conta chi ha ordinato almeno una volta entro {window} da quando ha visto la regola la prima volta, e ne ha tenuto qualcosa.",
  "order-value":
    "Divide tra gli ordini quanto hanno portato entro {window} da quando la regola è stata vista la prima volta.",

  guardrails: "Non deve peggiorare",
  guardrailsHint:
    "Fino a {most} obiettivi da tenere d’occhio, come meno resi: una regola può far guadagnare di più e mandare via le persone.",

  uses: "{count, plural, =0 {Nessuna regola} one {# regola} other {# regole}}",
  useTitle: "Dove è usato",
  usedBy:
    "{count, plural, =0 {Nessuna regola si giudica ancora da questo.} one {Una regola si giudica da questo, o non lo deve peggiorare:} other {# regole si giudicano da questo, o non lo devono peggiorare:}}",

  point_lead: "È diventato un contatto",
  point_form: "Ha inviato un modulo",
  point_signedUp: "Si è registrato",
  point_cart: "Ha riempito il carrello",
  point_stayed: "Ha visto una seconda pagina",
  point_returned: "Ha reso qualcosa",
  point_optedOut: "Si è cancellato dalle e-mail",
  point_complained: "Ha fatto reclamo",
  point_blank: "Qualcos’altro",
  about_lead: "Qualcuno ha chiesto un’offerta o lasciato un indirizzo: l’evento generate_lead.",
  about_form: "Qualcuno ha inviato un modulo del negozio: Edgewise lo vede da solo.",
  about_signedUp: "Qualcuno si è creato un account: l’evento sign_up.",
  about_cart: "Qualcuno ha messo qualcosa nel carrello lo stesso giorno: Edgewise lo vede da solo.",
  about_stayed:
    "Qualcuno ha aperto un’altra pagina entro mezz’ora. Come obiettivo da non peggiorare dice quali pagine mandano via le persone.",
  about_returned:
    "Qualcuno ha reso un ordine, o una parte, entro 30 giorni: l’evento refund. Meno ce ne sono, meglio è.",
  about_optedOut:
    "Qualcuno non vuole più e-mail: l’evento email_unsubscribe, che invia il tuo strumento di posta. Meno ce ne sono, meglio è.",
  about_complained:
    "Qualcuno ha segnalato un’e-mail come spam: l’evento email_complaint, che invia il tuo strumento di posta. Meno ce ne sono, meglio è.",
  about_blank: "Qualsiasi evento, dei soliti o tuo.",
};
