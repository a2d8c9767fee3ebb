import type { MessagesOf } from "../text/translated.ts";
import type { turn } from "./messages.ts";

export const italian: MessagesOf<typeof turn> = {
  "rule.switched.on": "{who} ha attivato la regola {what}",
  "rule.switched.off": "{who} ha disattivato la regola {what}",
  "site.switched.on": "{who} ha riattivato Edgewise per il negozio {what}",
  "site.switched.off": "{who} ha disattivato Edgewise per il negozio {what}",
  "site.added": "{who} ha aggiunto il negozio {what}",
};
