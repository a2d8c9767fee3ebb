import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./messages.ts";

export const italian: MessagesOf<typeof t> = {
  title: "Aggiungi il tuo negozio",
  intro:
    "Edgewise deve sapere per quale negozio lavora. Gli acquirenti non notano nulla finché non pubblichi una regola.",
  name: "Nome del negozio",
  hosts: "Host usati dagli acquirenti",
  hostsHint: "Per esempio www.shop.example. Se sono più di uno, separali con virgole o spazi.",
  origin: "Origine (facoltativa)",
  originHint:
    "Dove risponde il server del negozio, per esempio https://origin.shop.example. Lascia vuoto se Edgewise sta dietro una route nella zona del negozio.",
  currency: "Valuta",
  currencyOption: "{code} – {name}",
  language: "Lingua delle pagine",
  timeZone: "Fuso orario",
  add: "Aggiungi negozio",
  cancel: "Annulla",
  added: "{name} è stato aggiunto. La prima versione è online.",
  notAdded: "Non è stato possibile aggiungere il negozio.",
  notPublished: "Il negozio è salvato, ma la prima versione non è ancora online. {reason}",
  problemOf: "{value}: {problem}",
  firstVersion: "Prima versione",
};
