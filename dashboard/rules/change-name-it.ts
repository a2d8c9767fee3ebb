import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./change-name.ts";

export const italian: MessagesOf<typeof t> = {
  setText: "il testo di {element}",
  setHtml: "il contenuto di {element}",
  setAttribute: "{name} di {element}",
  setClass: "le classi di {element}",
  setStyle: "{property} di {element}",
  setImage: "l’immagine in {element}",
  setLink: "il link di {element}",
  insert_before: "l’HTML prima di {element}",
  insert_after: "l’HTML dopo {element}",
  insert_start: "l’HTML all’inizio di {element}",
  insert_end: "l’HTML alla fine di {element}",
  replaceHtml: "quello che sostituisce {element}",
  remove: "la rimozione di {element}",
  hide: "che {element} sia nascosto",
  move: "il posto di {element}",
  addStyles: "gli stili della pagina",
  redirect: "dove porta la pagina",
};
