import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./messages.ts";

export const italian: MessagesOf<typeof t> = {
  region: "Pubblicazione",
  allLive: "Tutto è online",
  version: "Versione {version}",
  neverPublished: "Ancora niente online",
  waiting: "{count, plural, one {# modifica non pubblicata} other {# modifiche non pubblicate}}",
  cannotTell: "Impossibile sapere che cosa è online",
  check: "Controlla di nuovo",
  review: "Rivedi e pubblica",
};
