import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./preview-rule.ts";

export const italian: MessagesOf<typeof t> = {
  previewBlocked: "Il browser non ha aperto una scheda per l’anteprima.",
  previewFailed: "Non è stato possibile aprire l’anteprima. {reason}",
};
