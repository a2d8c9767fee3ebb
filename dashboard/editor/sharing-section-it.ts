import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./sharing-section.tsx";

export const italian: MessagesOf<typeof t> = {
  title: "Come inizia, e chi vede che cosa",
  ramp: "Inizia in piccolo",
  rampHint:
    "All’inizio la vedono pochi dei suoi visitatori, poi di più, un passo alla volta. Chi la vede continua a vederla. Se un obiettivo da non peggiorare peggiora senza dubbio, la regola si ferma da sola.",
  noControl:
    "Escludi alcuni visitatori per il confronto, o aggiungi una variante che non cambia nulla: altrimenti nessuno può dire se fa danni.",
  noGuardrail: "Scegli sopra un obiettivo da non peggiorare, così che possa fermarsi da sola.",
  step: "Passo {number}",
  stepCoverage: "Quota dei suoi visitatori, in percentuale",
  stepHours: "Per tante ore",
  addStep: "Aggiungi un passo",
  removeStep: "Togli questo passo",
  afterwards: "Dopo l’ultimo passo la vedono tutti i suoi visitatori.",
  bandit: "Sposta i visitatori verso ciò che funziona",
  banditHint:
    "Le varianti che rendono di più secondo il suo obiettivo ricevono più visitatori; all’inizio si ricalcola ogni pochi minuti. I pesi indicati sopra non valgono. I risultati restano corretti, ma ci vuole più tempo per esserne sicuri che con quote fisse.",
  banditAlone: "C’è una sola variante. Aggiungine un’altra sopra.",
  floor: "Quota minima di ogni variante, in percentuale",
  floorHint: "Così si può rimediare a un brutto inizio.",
  keepFor: "Un visitatore tiene una variante per tanti giorni",
  keepForHint: "Dopo può riceverne un’altra.",
  delay: "Minuti prima che ci si possa aspettare un esito",
  delayHint: "Chi ha avuto meno tempo non conta ancora.",
};
