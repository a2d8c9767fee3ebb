import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./row-extras.tsx";

export const italian: MessagesOf<typeof t> = {
  preview: "Anteprima nel negozio",
  previewVariant: "Anteprima di {variant} nel negozio",
};
