import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./messages.ts";

export const italian: MessagesOf<typeof t> = {
  title: "Posizioni per le offerte",
  one: "Posizione per le offerte",
  newTitle: "Nuova posizione",
  intro:
    "Dove vanno le offerte nelle tue pagine, per nome: accanto a un elemento o al suo interno. Le regole dicono quale offerta va dove.",
  add: "Nuova posizione",
  list: "Posizioni",
  emptyTitle: "Ancora nessuna posizione",
  empty:
    "Una posizione si crea una volta sola, per esempio sotto l’immagine principale, e ogni regola può mostrarvi le sue offerte.",
  name: "Nome",
  nameHint: "Come la chiamano le regole: “sotto l’immagine principale”.",
  selector: "Elemento (selettore CSS)",
  selectorHint:
    "Un id come #hero, una classe come .promo o un percorso come main > h1. Oppure sceglilo nella pagina qui sotto.",
  position: "Dove",
  before: "prima",
  after: "dopo",
  start: "all’interno, all’inizio",
  end: "all’interno, alla fine",
  at_before: "Prima di {selector}",
  at_after: "Dopo {selector}",
  at_start: "All’inizio di {selector}",
  at_end: "Alla fine di {selector}",
  uses: "{count, plural, =0 {Nessuna regola} one {# regola} other {# regole}}",
  useTitle: "Dove è usata",
  usedBy:
    "{count, plural, =0 {Nessuna regola mostra ancora qualcosa qui.} one {Una regola mostra offerte qui:} other {# regole mostrano offerte qui:}}",
  pageTitle: "Sulla pagina",
  width: "Larghezza",
  hint: "Clicca su un elemento per mettere lì la posizione. Ciò che fai qui non viene contato da nessuna parte.",
  searching: "L’edge la sta cercando…",
  unknown: "Ora non è possibile sapere se è in questa pagina.",
  hits: "{count, plural, =0 {Nulla in questa pagina le corrisponde: qui non appare nessuna offerta.} one {Le corrisponde un elemento di questa pagina.} other {Le corrispondono # elementi di questa pagina: le offerte vanno al primo.}}",
  here: "La tua offerta va qui",
  take: "Metti la posizione in questo elemento",
};
