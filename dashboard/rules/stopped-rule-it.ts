import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./stopped-rule.tsx";

export const italian: MessagesOf<typeof t> = {
  guardrail:
    "Edgewise ha fermato questa regola {when}: la sua variante {variant} peggiora senza dubbio ciò che non deve peggiorare: {goal}. Nessuno la vede.",
  sample_ratio:
    "Edgewise ha fermato questa regola {when}: i suoi visitatori non erano ripartiti come dovevano, quindi di ciò che si conta non ci si può fidare. Nessuno la vede.",
  advice:
    "Modificala e pubblica, disattivala, o falla riprendere: allora viene sorvegliata di nuovo, da questo momento.",
  resume: "Falla riprendere",
  resumed: "{name} riprende. Gli acquirenti la vedono entro 5 secondi.",
  failed: "{name} non ha potuto riprendere. {reason}",
};
