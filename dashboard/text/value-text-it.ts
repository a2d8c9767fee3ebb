import type { MessagesOf } from "./translated.ts";
import type { t } from "./value-text.ts";

export const italian: MessagesOf<typeof t> = { yes: "sì", no: "no" };
