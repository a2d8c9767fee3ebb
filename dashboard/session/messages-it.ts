import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./messages.ts";

export const italian: MessagesOf<typeof t> = {
  title: "Accedi",
  signingIn: "Accesso in corso…",
  badLink:
    "Questo link di accesso non è più valido. Un link funziona una volta sola e per un tempo limitato.",
  failedTitle: "Accesso non riuscito",
  tryAgain: "Riprova",
  passkey: "Accedi con una passkey",
  passkeyHint: "Con l’impronta, il volto o il codice di questo dispositivo.",
  access: "Continua con Cloudflare Access",
  orPassword: "Oppure con una password",
  email: "E-mail",
  password: "Password",
  withPassword: "Accedi",
  noPasskeyUsed: "Non è stata usata nessuna passkey. Riprova o accedi in un altro modo.",
  cannotPasskey: "Qui il browser non ha potuto usare una passkey. Accedi in un altro modo.",
  noWay: "Non funziona nessuno dei due?",
  askOwner: "Chiedi a un proprietario un link di accesso: lo crea in Impostazioni, alla voce Persone.",
  runCommand:
    "Chi gestisce Edgewise ne crea uno con {local} su questa macchina, o con {remote} per quella in produzione.",
  againTitle: "Sei ancora tu?",
  again: "Modifiche come questa richiedono un accesso degli ultimi 15 minuti. Poi riprendi da dove eri.",
  againAccess: "Accedi di nuovo a Cloudflare Access",
  cancel: "Annulla",
};
