import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./limits-sentence.ts";

export const italian: MessagesOf<typeof t> = {
  sentence: "È attiva {when}, si mostra {often}, e ha come obiettivo {goal}.",
  atAllTimes: "in qualsiasi momento",
  from: "dal {from}",
  until: "fino al {until}",
  between: "dal {from} al {until}",
  inHours: "nelle sue ore della settimana",
  fromInHours: "{span}, nelle sue ore della settimana",
  always: "ogni volta che vengono",
  cap_session: "{times, plural, one {una volta} other {# volte}} per visita",
  cap_day: "{times, plural, one {una volta} other {# volte}} al giorno",
  cap_week: "{times, plural, one {una volta} other {# volte}} alla settimana",
  cap_ever: "{times, plural, one {una volta} other {# volte}} in tutto",
  atMost: "al massimo {caps}",
  guarded: "{goal}, senza danno per {guardrails}",
  heldOut: "{goal}, con il {percent} % nel gruppo di controllo",
};
