import { isStandardGoal } from "../../model/goal.ts";
import { translated } from "../text/translated.ts";

export const t = translated("standard-goals", {
  revenue: "revenue",
  orders: "who orders",
  "order-value": "what an order is worth",
});

/** What a goal is called within a sentence: one that every site has in the reader's language, another as its author named it. */
export function goalName(id: string, own: readonly { id: string; name: string }[]): string {
  return isStandardGoal(id) ? t(id) : (own.find((goal) => goal.id === id)?.name ?? id);
}
