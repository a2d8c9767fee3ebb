import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./messages.ts";

export const italian: MessagesOf<typeof t> = {
  skip: "Vai al contenuto",
  navigation: "Principale",
  menu: "Menu",
  home: "Inizio",
  rules: "Regole",
  offers: "Offerte",
  coupons: "Coupon",
  segments: "Segmenti",
  results: "Risultati",
  customers: "Clienti",
  settings: "Impostazioni",
  site: "Negozio",
  openShop: "Apri il negozio",
  addShop: "Aggiungi un negozio",
  account: "Account: {name}",
  signOut: "Esci",
  role_owner: "Proprietario",
  role_marketer: "Marketing",
  role_care: "Assistenza clienti",
  role_viewer: "Sola lettura",
  endedWhileEditing:
    "La sessione è scaduta. Quello che hai scritto è ancora qui: accedi di nuovo in un’altra scheda, poi salva.",
};
