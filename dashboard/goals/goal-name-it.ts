import type { MessagesOf } from "../text/translated.ts";
import type { t } from "./goal-name.ts";

export const italian: MessagesOf<typeof t> = {
  revenue: "il ricavo",
  orders: "chi ordina",
  "order-value": "il valore di un ordine",
};
