import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./missing-places.tsx";

export const italian: MessagesOf<typeof t> = {
  missing: "L’edge non trova più {selector} su {page}, quindi lì non cambia nulla.",
  more: "{count, plural, one {Lo stesso vale per un altro elemento.} other {Lo stesso vale per altri # elementi.}}",
  advice:
    "Forse il negozio ha ora un’altra struttura. Scegli di nuovo l’elemento con Modifica sulla pagina. Ogni notte viene cercato di nuovo.",
};
