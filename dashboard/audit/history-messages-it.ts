import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./history-messages.ts";

export const italian: MessagesOf<typeof t> = {
  history: "Cronologia",
};
