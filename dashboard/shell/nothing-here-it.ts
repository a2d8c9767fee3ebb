import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./nothing-here.tsx";

export const italian: MessagesOf<typeof t> = {
  shopTitle: "Ancora nessun negozio",
  shop: "Questo account non ha negozi. Chiedi a un proprietario di aggiungerne uno.",
  rulesTitle: "Ancora nessuna regola",
  rules: "Una regola dice chi vede che cosa e su quali pagine.",
  pageTitle: "Questa pagina non esiste",
  page: "Forse l’indirizzo è sbagliato, oppure quello che c’era non c’è più.",
  toHome: "Vai alla pagina iniziale",
};
