import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./staged-section.tsx";

export const italian: MessagesOf<typeof t> = {
  title: "Prima provala",
  staged: "Solo nelle anteprime",
  hint: "Una volta pubblicata, è nel negozio per chi ha un link di anteprima e per nessun altro: per guardarla dove starà.",
};
