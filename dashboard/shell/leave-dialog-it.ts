import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./leave-dialog.tsx";

export const italian: MessagesOf<typeof t> = {
  title: "Uscire senza salvare?",
  body: "Le modifiche fatte in questa pagina non sono salvate. Se esci, vanno perse.",
  stay: "Resta qui",
  leave: "Esci senza salvare",
};
