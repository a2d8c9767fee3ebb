import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./switched-by.tsx";

export const italian: MessagesOf<typeof t> = {
  by: "Disattivato da {name}, {when}.",
};
