import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./target-words.ts";

export const italian: MessagesOf<typeof t> = {
  content: "il contenuto di {element}",
  element: "{element}",
  hide: "{element}",
  place: "il posto di {element}",
  attribute: "{name} di {element}",
  style: "{name} di {element}",
  class: "la classe {name} di {element}",
  placement: "quello che sta nella posizione {name}",
  redirect: "dove porta la pagina",
};
